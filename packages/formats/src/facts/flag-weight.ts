/** Critical ones first, then very high and low, then high and low (HL7 table 0078); N says least. */
const byWeight = ['HH', 'LL', 'AA', 'HU', 'LU', 'H', 'L', '>', '<', 'A'];

/** What a flag means for the patient, to sort several by: the graver, the lower. */
export const weightOf = (flag: string): number => {
  const at = byWeight.indexOf(flag.toUpperCase());
  if (at >= 0) return at;
  return flag.toUpperCase() === 'N' ? byWeight.length + 1 : byWeight.length;
};

/** Of several flags the gravest, as it was sent. */
export const gravestOf = (flags: string[]): string | undefined =>
  flags.toSorted((a, b) => weightOf(a) - weightOf(b))[0];
