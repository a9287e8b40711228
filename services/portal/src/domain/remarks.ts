import type { Observation } from '@labsecure/contracts/records';

/** HL7 table 0078 in the words of someone who never heard of it. */
const flagWords: Record<string, string> = {
  N: 'in range',
  L: 'below range',
  LL: 'far below range',
  H: 'above range',
  HH: 'far above range',
  A: 'out of range',
  AA: 'far out of range',
};

const flagWord = (flag: string): string => flagWords[flag] ?? flag;

/** What has to be said about a value besides the value, in the order of weight. */
export const remarksOf = (observation: Observation): string[] => {
  const remarks: string[] = [];
  const { derived, range, lab_flag, our_flag } = observation;
  if (observation.flags_disagree && lab_flag && our_flag)
    remarks.push(
      `The laboratory marked this value “${flagWord(lab_flag)}”. By the range shown it is ${flagWord(our_flag)}. ` +
        'Ask which of the two holds for you.',
    );
  if (derived !== undefined) remarks.push(`Method: ${derived}.`);
  if (range?.source === 'catalogue' && derived === undefined)
    remarks.push('The laboratory sent no range; the usual range for adults is shown.');
  return [...remarks, ...observation.notes.map((note) => `From the laboratory: ${note}`)];
};
