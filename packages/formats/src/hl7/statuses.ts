import type { ResultStatus } from '@labsecure/contracts/vocabulary';

/**
 * HL7 table 0085 (OBX-11) as the v2-to-FHIR implementation guide maps it, and where it does not, as hl7-facts.json
 * recommends. 'none' is no result: what was not asked for (N), and details of the order (O).
 */
const observationStatuses = new Map<string, ResultStatus | 'none'>([
  ['A', 'amended'],
  ['B', 'amended'],
  ['C', 'corrected'],
  ['D', 'entered-in-error'],
  ['F', 'final'],
  ['I', 'registered'],
  ['N', 'none'],
  ['O', 'none'],
  ['P', 'preliminary'],
  ['R', 'preliminary'],
  ['S', 'preliminary'],
  ['U', 'final'],
  ['V', 'final'],
  ['W', 'entered-in-error'],
  ['X', 'cancelled'],
]);

/** HL7 table 0123 (OBR-25), from the same sources. 'query' is an answer to a question (Y, Z), not a result. */
const reportStatuses = new Map<string, ResultStatus | 'query'>([
  ['A', 'partial'],
  ['C', 'corrected'],
  ['F', 'final'],
  ['I', 'registered'],
  ['M', 'corrected'],
  ['N', 'registered'],
  ['O', 'registered'],
  ['P', 'preliminary'],
  ['R', 'partial'],
  ['S', 'registered'],
  ['X', 'cancelled'],
  ['Y', 'query'],
  ['Z', 'query'],
]);

export const observationStatusOf = (code: string) => observationStatuses.get(code);
export const reportStatusOf = (code: string) => reportStatuses.get(code);

const unfinished: ResultStatus[] = ['registered', 'partial', 'preliminary'];

/**
 * The status of a result whose OBR-25 is empty, from those of its observations.
 * @returns undefined when there are none
 */
export const statusFrom = (observations: ResultStatus[]): ResultStatus | undefined => {
  const open = observations.filter((status) => unfinished.includes(status));
  if (open.length > 0) {
    const [first] = new Set(open);
    if (open.length < observations.length) return 'partial';
    return new Set(open).size === 1 ? first : 'preliminary';
  }
  if (new Set(observations).size === 1) return observations[0];
  const changed = (['corrected', 'amended'] as const).find((status) => observations.includes(status));
  return changed ?? (observations.length > 0 ? 'final' : undefined);
};
