/** HL7 table 0357, the part that answers to an ORU. */
const meanings = {
  0: 'Message accepted',
  100: 'Segment sequence error',
  101: 'Required field missing',
  102: 'Data type error',
  103: 'Table value not found',
  200: 'Unsupported message type',
  202: 'Unsupported processing id',
  203: 'Unsupported version id',
  204: 'Unknown key identifier',
  205: 'Duplicate key identifier',
  207: 'Application internal error',
} as const;

type Hl7Code = keyof typeof meanings;

/** Rejected without having been looked at as a result (MSA-1 is AR). */
const rejections = new Map<string, Hl7Code>([
  ['E_EMPTY', 100],
  ['E_HL7_MSH', 100],
  ['E_HL7_ENC', 102],
  ['E_CHARSET', 102],
  ['E_MEDIA', 200],
  ['E_TOO_LARGE', 102],
  ['E_HL7_TYPE', 200],
  ['E_HL7_PROCESSING', 202],
  ['E_HL7_VERSION', 203],
  ['E_FORBIDDEN', 204],
  ['E_UNAUTHORIZED', 204],
  ['E_UNAVAILABLE', 207],
  ['E_BUSY', 207],
  ['E_INTERNAL', 207],
]);

const contents = new Map<string, Hl7Code>([
  ['E_HL7_BATCH', 100],
  ['E_HL7_BROKEN_LINES', 100],
  ['E_HL7_CONTINUED', 100],
  ['E_HL7_SEGMENT', 100],
  ['E_HL7_SEQUENCE', 100],
  ['E_HL7_TWO_PATIENTS', 100],
  ['E_HL7_REQUIRED', 101],
  ['E_HL7_NO_RESULT', 101],
  ['E_NO_VALUE', 101],
  ['E_UNIT_MISSING', 101],
  ['E_CODE_NAME_MISMATCH', 103],
  ['E_HL7_VALUE_TYPE', 103],
  ['E_LOINC', 103],
  ['E_STATUS', 103],
  ['E_STATUS_YZ', 103],
  ['E_UNIT', 103],
  ['E_UNIT_KIND', 103],
  ['E_HL7_SAME_RESULT', 205],
]);

export const isRejection = (code: string): boolean => rejections.has(code);

/** ERR-3 for a problem; remarks go with an accepted message. */
export const hl7CodeOf = (code: string): { code: Hl7Code; meaning: string } => {
  const found = code.startsWith('E_') ? (rejections.get(code) ?? contents.get(code) ?? 102) : 0;
  return { code: found, meaning: meanings[found] };
};
