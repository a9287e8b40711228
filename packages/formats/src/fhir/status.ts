import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import { tell, textAt } from '../place.ts';
import type { Node } from './node.ts';

type Statuses = Map<string, ResultStatus>;

const same = (...statuses: ResultStatus[]): [string, ResultStatus][] =>
  statuses.map((status) => [status, status]);

/** `unknown` is missing on purpose: a result of which even the sender cannot say what it is cannot be shown as one. */
export const reportStatuses: Statuses = new Map([
  ...same('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected'),
  ['appended', 'amended'],
  ...same('cancelled', 'entered-in-error'),
]);

export const observationStatuses: Statuses = new Map(
  same('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error'),
);

/**
 * @param statuses of the resource
 * @see https://hl7.org/fhir/R4/valueset-diagnostic-report-status.html
 * @see https://hl7.org/fhir/R4/valueset-observation-status.html
 */
export const statusAt = (node: Node, statuses: Statuses): ResultStatus | undefined => {
  const sent = textAt(node, 'status');
  if (sent === undefined) return undefined;
  const fault = `status is not one of ${[...statuses.keys()].join(', ')}.`;
  return statuses.get(sent) ?? tell(node, 'status', 'E_FHIR_STATUS', fault);
};
