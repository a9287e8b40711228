import type { Observation } from '@labsecure/contracts/records';

/** What a drawing needs of an observation; all numbers in the unit sent. */
export type Drawable = Pick<Observation, 'value' | 'unit' | 'range' | 'critical'>;
