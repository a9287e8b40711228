import type { Reading } from './reading.ts';

/** Everything that is shown or made use of; the place in the body is not. */
const contentOf = ({ sent: { pointer: _, ...content } }: Reading): string => JSON.stringify(content);

/**
 * Those that say again, to the last character, what one before them says. Of known analytes alone: what is not known may
 * belong to something that stands before it, as the same antibiotic does below two organisms.
 */
export const repeatsIn = (readings: Reading[]): Reading[] => {
  const seen = new Set<string>();
  return readings.filter((reading) => {
    if (!reading.analyte) return false;
    const content = contentOf(reading);
    const repeated = seen.has(content);
    seen.add(content);
    return repeated;
  });
};
