import { unsupportedMedia } from './errors.ts';

/** Media types that can be read, and the extension their bytes are kept under. */
const extensions = { 'application/json': 'json' } as const;
export type MediaType = keyof typeof extensions;

export const supportedMediaTypes = Object.keys(extensions) as MediaType[];

const isSupported = (type: string): type is MediaType => Object.hasOwn(extensions, type);

/**
 * The media type in a Content-Type header, without parameters.
 * @throws InvalidInputError (415, E_MEDIA) when it cannot be read, or names a charset other than UTF-8
 */
export const readMediaType = (contentType: string): MediaType => {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const readable = charset === undefined || /^"?utf-?8"?$/.test(charset);
  // The sender's own words are not echoed beyond what a media type can hold.
  if (!isSupported(type) || !readable)
    throw unsupportedMedia(contentType.replace(/[^\w.+\-/;= "]/g, '').slice(0, 80));
  return type;
};

/** @throws InvalidInputError (415) as readMediaType does */
export const extensionOf = (contentType: string): string => extensions[readMediaType(contentType)];
