/** What a flag means for the patient comes first; N says least (HL7 table 0078). */
const byWeight = ['HH', 'LL', 'AA', 'H', 'L', '>', '<', 'A'];

const weightOf = (flag: string): number => {
  const at = byWeight.indexOf(flag.toUpperCase());
  if (at >= 0) return at;
  return flag.toUpperCase() === 'N' ? byWeight.length + 1 : byWeight.length;
};

/** Of several flags the gravest, which was sent as it stands. */
export const gravestOf = (flags: string[]): string | undefined =>
  flags.toSorted((a, b) => weightOf(a) - weightOf(b))[0];
