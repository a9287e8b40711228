import { type Static, Type } from 'typebox';

/** FHIR R4 DiagnosticReport.status, the part of it a laboratory sends. In order of rank: a later one wins a tie. */
export const resultStatuses = [
  'registered',
  'partial',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
] as const;
export const ResultStatus = Type.Enum([...resultStatuses]);
export type ResultStatus = (typeof resultStatuses)[number];

/** Whether there has to be a value: an unfinished or void result may stand without one, its status says why. */
export const needsValue = (status: ResultStatus | undefined): boolean =>
  status === 'final' || status === 'amended' || status === 'corrected';

/** Whether it is no longer to be read: nothing is counted, compared or computed with what a lab cancelled or took back. */
export const isVoid = (status: ResultStatus | undefined): boolean =>
  status === 'cancelled' || status === 'entered-in-error';

/** HELD waits for staff to say whose result it is; READY and REJECTED are for good. */
export const processingStates = ['RECEIVED', 'PROCESSING', 'HELD', 'READY', 'REJECTED', 'FAILED'] as const;
export const ProcessingState = Type.Enum([...processingStates]);
export type ProcessingState = (typeof processingStates)[number];

/** Panels the catalogue knows; `other` is anything else. */
export const panelIds = ['cbc', 'cmp', 'bmp', 'lipid', 'thyroid', 'hepatic', 'renal', 'other'] as const;
export const PanelId = Type.Enum([...panelIds]);
export type PanelId = (typeof panelIds)[number];

/** `test_type` of the native format, by the panel it names. */
export const testTypes = {
  complete_blood_count: 'cbc',
  comprehensive_metabolic_panel: 'cmp',
  complete_metabolic_panel: 'cmp',
  basic_metabolic_panel: 'bmp',
  lipid_panel: 'lipid',
  thyroid_panel: 'thyroid',
  other: 'other',
} as const satisfies Record<string, PanelId>;

/** Administrative sex as HL7 table 0001 has it. */
export const Sex = Type.Enum(['M', 'F', 'O', 'U']);
export type Sex = Static<typeof Sex>;

/** HL7 table 0078, the codes this system computes or explains; others are kept as the lab sent them. */
export const computedFlags = ['N', 'L', 'H', 'LL', 'HH', 'A'] as const;
export type ComputedFlag = (typeof computedFlags)[number];

export const Comparator = Type.Enum(['<', '<=', '>', '>=']);
export type Comparator = Static<typeof Comparator>;

/** What labs may send, by what it is called on its way. */
export const mediaTypes = [
  'application/json',
  'application/hl7-v2',
  'application/fhir+json',
  'text/csv',
  'application/xml',
] as const;
export const MediaType = Type.Enum([...mediaTypes]);
export type MediaType = (typeof mediaTypes)[number];

/** Ways of writing a date that is neither ISO 8601 nor HL7. */
export const dateFormats = ['YYYYMMDD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD'] as const;
export type DateFormat = (typeof dateFormats)[number];
