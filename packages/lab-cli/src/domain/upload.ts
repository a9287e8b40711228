import type { UploadAddress } from '@labsecure/contracts/api';
import { isSealedName, sealedSuffix } from '@labsecure/contracts/api';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import type { Attempts, Body } from './deliver.ts';
import type { Again, Denied, Refused, Uploaded } from './verdict.ts';

export interface UploadPorts {
  /** @throws UnreachableError, DeniedError when there is no key to seal to */
  seal: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Where one file of this name and size may be put. @throws UnreachableError, DeniedError */
  address: (file: { file_name: string; size: number }) => Promise<UploadAddress | Refused>;
  /** @throws UnreachableError, DeniedError */
  put: (address: UploadAddress, bytes: Uint8Array, body: Body) => Promise<'done' | Again | Refused | Denied>;
}

const extensions: Record<MediaType, string> = {
  'text/csv': 'csv',
  'application/hl7-v2': 'hl7',
  'application/json': 'json',
  'application/fhir+json': 'json',
  'application/xml': 'xml',
};

/** So that with extension and suffix it fits into the 120 characters of the platform. */
const longestName = 100;

/**
 * What a file is called on its way: the platform tells its format by the name, so that an extension is added where the name
 * would tell another; and paths hold plain letters alone.
 */
const uploadName = ({ name, bytes, media_type }: Body): string => {
  const open = isSealedName(name) ? name.slice(0, -sealedSuffix.length) : name;
  const letters = open.replace(/[^A-Za-z0-9._-]+/g, '_').slice(-longestName);
  const plain = letters.replace(/^\.+/, '') || 'file';
  const isTold = media_type === undefined || mediaTypeOf(plain, bytes) === media_type;
  return `${isTold ? plain : `${plain}.${extensions[media_type]}`}${sealedSuffix}`;
};

const uploaded = (path: string): Uploaded => ({
  outcome: 'uploaded',
  path,
  detail: 'The platform has it and will read it; `labsecure history` says what it becomes.',
});

/**
 * Seals a file and puts it where the platform gives it a place. A place holds for some time and for all attempts in it; when
 * the store does not take the file there, the next attempt asks for another. A file that is put twice becomes the same
 * results.
 */
export const createUpload =
  ({ seal, address, put }: UploadPorts) =>
  (body: Body): Attempts => {
    let sealed: Uint8Array | undefined;
    let place: UploadAddress | undefined;
    return async () => {
      sealed ??= await seal(body.bytes);
      if (place === undefined) {
        const given = await address({ file_name: uploadName(body), size: sealed.length });
        if ('outcome' in given) return given;
        place = given;
      }
      const { path } = place;
      const verdict = await put(place, sealed, body);
      if (verdict === 'done') return uploaded(path);
      place = undefined;
      return verdict;
    };
  };
