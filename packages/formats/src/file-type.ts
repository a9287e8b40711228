import { type MediaType, mediaTypes } from '@labsecure/contracts/vocabulary';

/** What `--type` takes besides the full names. */
export const shortTypes = {
  json: 'application/json',
  hl7: 'application/hl7-v2',
  fhir: 'application/fhir+json',
  csv: 'text/csv',
  xml: 'application/xml',
} as const satisfies Record<string, MediaType>;

const byExtension = new Map<string, 'json' | MediaType>([
  ['json', 'json'],
  ['fhir', 'json'],
  ['hl7', shortTypes.hl7],
  ['er7', shortTypes.hl7],
  ['csv', shortTypes.csv],
  ['xml', shortTypes.xml],
]);

/** Enough to see how a text begins. */
const beginning = 4096;

const startOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8').decode(bytes.subarray(0, beginning)).trimStart();

/** FHIR says what it is by a member of its outermost object; in JSON that cannot be read, by what stands near its start. */
const isFhir = (bytes: Uint8Array): boolean => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8').decode(bytes));
    return typeof value === 'object' && value !== null && 'resourceType' in value;
  } catch {
    return /^\{\s*"resourceType"\s*:/.test(startOf(bytes));
  }
};

const jsonType = (bytes: Uint8Array): MediaType => (isFhir(bytes) ? shortTypes.fhir : shortTypes.json);

/** Only what begins as nothing else does: a table may begin with anything, so it is never guessed. */
const byContent = (bytes: Uint8Array): MediaType | undefined => {
  const start = startOf(bytes);
  if (/^(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(start)) return shortTypes.hl7;
  if (start.startsWith('{')) return jsonType(bytes);
  return start.startsWith('<') ? shortTypes.xml : undefined;
};

/**
 * The media type a file is sent as: by its extension, and by its content where that says nothing or not enough.
 * @returns undefined when neither tells
 */
export const mediaTypeOf = (name: string, bytes: Uint8Array): MediaType | undefined => {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const known = byExtension.get(extension);
  if (known === undefined) return byContent(bytes);
  return known === 'json' ? jsonType(bytes) : known;
};

/** The media type that `--type` names; undefined when it is none that is read. */
export const namedType = (name: string): MediaType | undefined =>
  Object.entries(shortTypes).find(([short]) => short === name)?.[1] ??
  mediaTypes.find((type) => type === name);
