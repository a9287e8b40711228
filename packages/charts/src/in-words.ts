import type { Drawable } from './drawable.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const comparators = { '<': 'under ', '<=': 'at most ', '>': 'over ', '>=': 'at least ' };

const rangeInWords = (range: NonNullable<Drawable['range']>): string => {
  const { low, high, low_inclusive, high_inclusive } = range;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  if (high !== undefined) return `${high_inclusive ? 'up to' : 'under'} ${high}`;
  return `${low_inclusive ? 'from' : 'over'} ${low}`;
};

/** The drawing as a sentence, escaped for an attribute: "5.3 mmol/L; laboratory's range 3.5 to 5.1". */
export const inWords = ({ value, unit, range }: Drawable): string => {
  if (value.kind !== 'quantity' || range === undefined) return '';
  const number = value.sent.replace(/^[<>=≤≥\s]+/, '');
  const said = `${value.comparator ? comparators[value.comparator] : ''}${number}${unit ? ` ${unit}` : ''}`;
  const whose = range.source === 'lab' ? "laboratory's range" : 'usual range';
  return escaped(`${said}; ${whose} ${rangeInWords(range)}`);
};
