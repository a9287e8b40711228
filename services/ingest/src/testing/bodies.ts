import { completeBloodCount } from '../entry/examples.ts';

let next = 0;

/** A body of its own accession number each time. */
export const aBody = (over: Record<string, unknown> = {}) => {
  next += 1;
  return { ...completeBloodCount, accession_number: `T-${process.pid}-${next}`, ...over };
};
