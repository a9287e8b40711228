import type { ProcessingState } from '@labsecure/contracts/vocabulary';

/** What a state means for the laboratory, where that does not go without saying. */
const sentences: Partial<Record<ProcessingState, string>> = {
  HELD: 'It waits for staff of the platform to say whose result it is; nothing has to be sent again.',
};

/** Why a submission is in its state: the reason that was given, else what the state means. */
export const reasonFor = (state: ProcessingState, reason: string | undefined): string | undefined =>
  reason ?? sentences[state];
