export interface TickLabel {
  /** The middle of the text, in units of the drawing. */
  at: number;
  text: string;
}

/** About what a digit takes; a little more than it does, so that labels keep clear of one another. */
const digitWidth = 8.5;
const gap = 6;

const widthOf = ({ text }: TickLabel): number => text.length * digitWidth;

/**
 * Moves labels so that none leaves the drawing and no two touch; one that finds no room is left out.
 * @param labels from left to right
 * @param width of the drawing
 */
export const tickLabels = (labels: TickLabel[], width: number): TickLabel[] => {
  const placed: TickLabel[] = [];
  let free = 0;
  for (const [index, label] of labels.entries()) {
    const half = widthOf(label) / 2;
    const behind = labels.slice(index + 1).reduce((sum, next) => sum + widthOf(next) + gap, 0);
    const at = Math.max(free + half, Math.min(label.at, width - behind - half));
    if (at + half > width) continue;
    placed.push({ ...label, at: Math.round(at * 10) / 10 });
    free = at + half + gap;
  }
  return placed;
};
