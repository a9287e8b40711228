import type { Drawable } from './drawable.ts';
import { inWords } from './in-words.ts';
import { type Ink, pageInk, paperInk, type Tone } from './ink.ts';
import { placeOn, type Scale, scaleOf, sideOf } from './scale.ts';
import { tickLabels } from './tick-labels.ts';

export type RangeBarOptions = { tone: Tone } & (
  | { theme: 'page' }
  /** @param width points on paper; the drawing is scaled to it */
  | { theme: 'paper'; width: number }
);

/** The drawing's own units; what shows it scales it. */
const view = { width: 300, height: 48, left: 8, right: 292 };

const round = (number: number): number => Math.round(number * 10) / 10;

const place = (scale: Scale, number: number): number =>
  round(view.left + placeOn(scale, number) * (view.right - view.left));

const track = (ink: Ink): string =>
  `<rect${ink.track} x="${view.left}" y="14" width="${view.right - view.left}" height="12" rx="6"/>`;

const rangeBlock = (ink: Ink, scale: Scale, low: number | undefined, high: number | undefined): string => {
  const from = place(scale, low ?? scale.from);
  const to = place(scale, high ?? scale.to);
  const width = round(Math.max(to - from, 2));
  const radius = low === undefined || high === undefined ? 6 : 2;
  return `<rect${ink.range} x="${from}" y="14" width="${width}" height="12" rx="${radius}"/>`;
};

/** A limit the laboratory's own range goes beyond says nothing any more, and one off the scale has no place. */
const limits = (ink: Ink, scale: Scale, { critical, range }: Drawable): string => {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = critical ?? {};
  const shown = [
    ...(low < (range?.low ?? Number.POSITIVE_INFINITY) ? [low] : []),
    ...(high > (range?.high ?? Number.NEGATIVE_INFINITY) ? [high] : []),
  ];
  return shown
    .filter((limit) => sideOf(scale, limit) === undefined)
    .map((limit) => place(scale, limit))
    .map((x) => `<line${ink.limit} x1="${x}" x2="${x}" y1="9" y2="31"/>`)
    .join('');
};

/**
 * A dot in range, a diamond out of it; an arrowhead where the true place is only known to lie in that direction: beyond
 * the drawing's end, or under or over what could be measured.
 */
const pin = (ink: Ink, scale: Scale, value: { number: number; comparator?: string }, tone: Tone): string => {
  const bound = value.comparator?.startsWith('<') ? 'left' : value.comparator && 'right';
  const side = sideOf(scale, value.number) ?? bound;
  const x = round(Math.min(Math.max(place(scale, value.number), view.left + 2), view.right - 2));
  if (side === 'right') return `<path${ink.pin(tone)} d="M${round(x - 7)} 8l16 12-16 12z"/>`;
  if (side === 'left') return `<path${ink.pin(tone)} d="M${round(x + 7)} 8l-16 12 16 12z"/>`;
  if (tone === 'near' || tone === 'far') return `<path${ink.pin(tone)} d="M${x} 8l9 12-9 12-9-12z"/>`;
  return `<circle${ink.pin(tone)} cx="${x}" cy="20" r="7"/>`;
};

const ticks = (ink: Ink, scale: Scale, limitsOfRange: (number | undefined)[]): string => {
  const labels = [...new Set(limitsOfRange)].flatMap((limit) =>
    limit === undefined ? [] : { at: place(scale, limit), text: String(limit) },
  );
  return tickLabels(labels, view.width)
    .map(({ at, text }) => `<text${ink.text} x="${at}" y="44">${text}</text>`)
    .join('');
};

/**
 * A value on its range as SVG: the range as a block, softer zones beyond it, critical limits as dashed marks where there
 * are any, the value as a pin. Everything it says it also says in words (`aria-label`).
 *
 * The page theme leaves colours to the page's stylesheet (classes bar, track, range, limit, pin) and its gradient `#out`.
 * @returns '' where there is no number or no range to put it on
 */
export const rangeBar = (observation: Drawable, options: RangeBarOptions): string => {
  const { value, range, critical } = observation;
  if (value.kind !== 'quantity' || range === undefined) return '';
  const { low, high } = range;
  const scale = scaleOf({ value: value.number, low, high, critical });
  if (scale === undefined) return '';
  const ink = options.theme === 'page' ? pageInk : paperInk;
  const height = (width: number) => round((width * view.height) / view.width);
  const size = options.theme === 'page' ? '' : ` width="${options.width}" height="${height(options.width)}"`;
  return [
    `<svg${ink.svg} viewBox="0 0 ${view.width} ${view.height}"${size} role="img" aria-label="${inWords(observation)}">`,
    ink.defs,
    track(ink),
    rangeBlock(ink, scale, low, high),
    limits(ink, scale, observation),
    pin(ink, scale, value, options.tone),
    ticks(ink, scale, [low, high]),
    '</svg>',
  ].join('');
};
