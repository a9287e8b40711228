import { type Standing, standingOf, wordsOf } from '@labsecure/clinical/standing';
import type { Observation } from '@labsecure/contracts/records';
import type { Content } from 'pdfmake/interfaces.js';
import { palette, size } from './palette.ts';
import { text } from './text.ts';

/** A shape and a colour say the same as the word: none of the three stands alone, and a copy in grey loses nothing. */
const marks: Record<Standing, { shape: string; color: string }> = {
  'in-range': { shape: '●', color: palette.in },
  'slightly-below': { shape: '▼', color: palette.near },
  'slightly-above': { shape: '▲', color: palette.near },
  'far-below': { shape: '▼', color: palette.far },
  'far-above': { shape: '▲', color: palette.far },
  'critical-low': { shape: '▼▼', color: palette.far },
  'critical-high': { shape: '▲▲', color: palette.far },
  flagged: { shape: '◆', color: palette.near },
  unknown: { shape: '○', color: palette.soft },
};

/** What HL7 table 0078 calls the flags this system computes. */
const flagNames: Record<string, string> = {
  N: 'normal',
  L: 'low',
  H: 'high',
  LL: 'critically low',
  HH: 'critically high',
  A: 'marked by the laboratory',
};

/** The same in the words of the range bar. */
export const toneOf = (observation: Observation): 'in' | 'near' | 'far' | 'none' => {
  const standing = standingOf(observation);
  if (standing === 'in-range') return 'in';
  if (standing === 'unknown') return 'none';
  return marks[standing].color === palette.far ? 'far' : 'near';
};

const named = (flag: string): string => (flagNames[flag] ? `${flag}, ${flagNames[flag]}` : flag);

/** Word and shape, and beneath them the flag by its code. */
export const reading = (observation: Observation): Content => {
  const { flag } = observation;
  const standing = standingOf(observation);
  const { shape, color } = marks[standing];
  return {
    stack: [
      text(`${shape} ${wordsOf(standing)}`, { bold: true, color }),
      ...(flag && flag !== 'N' ? [text(named(flag), { fontSize: size.small, color: palette.soft })] : []),
    ],
  };
};

/** Both flags, where the laboratory's and ours are not the same; nothing otherwise. */
export const disagreement = ({ flags_disagree, lab_flag, our_flag }: Observation): string | undefined =>
  flags_disagree && lab_flag && our_flag
    ? `The laboratory flagged this value “${named(lab_flag)}”; by the range shown it would be “${named(our_flag)}”.`
    : undefined;
