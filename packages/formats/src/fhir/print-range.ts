import { boundAt, type Measure } from './measure.ts';
import type { Node } from './node.ts';

const withUnit = ({ sent, unit }: Measure, known: string | undefined): string =>
  unit === undefined || unit === known ? sent : `${sent} ${unit}`;

/**
 * Low and high as one text, in characters of the body: `4.50-11.0`, `>=40`, `<=200`, for FHIR's bounds are inclusive. A
 * unit is written only where it is not the one known beside it, so that numbers in another unit are never compared.
 * @param known unit of the value that the range stands beside
 * @see https://hl7.org/fhir/R4/datatypes.html#Range
 */
export const printRange = (node: Node, known?: string): string | undefined => {
  const [low, high] = [boundAt(node, 'low'), boundAt(node, 'high')];
  if (low && high) {
    const lower = low.unit === high.unit ? low.sent : withUnit(low, known);
    const separator = lower === low.sent ? '-' : ' - ';
    return `${lower}${separator}${withUnit(high, known)}`;
  }
  if (low) return `>=${withUnit(low, known)}`;
  return high && `<=${withUnit(high, known)}`;
};
