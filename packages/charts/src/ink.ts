/** What the pin's shape and colour say: in range, out of it, far out of it, or nothing. */
export type Tone = 'in' | 'near' | 'far' | 'none';

/** Attributes of each part of the drawing, each with a space in front. */
export interface Ink {
  svg: string;
  defs: string;
  track: string;
  range: string;
  limit: string;
  text: string;
  pin: (tone: Tone) => string;
}

/** The page's stylesheet holds the colours, light and dark, and the gradient `#out`. */
export const pageInk: Ink = {
  svg: ' class="bar"',
  defs: '',
  track: ' class="track"',
  range: ' class="range"',
  limit: ' class="limit"',
  text: '',
  pin: (tone) => (tone === 'near' || tone === 'far' ? ` class="pin ${tone}"` : ' class="pin"'),
};

const stops = [
  [0, '#f3cdbd'],
  [0.3, '#f5e2b8'],
  [0.7, '#f5e2b8'],
  [1, '#f3cdbd'],
];
const pins: Record<Tone, string> = { in: '#17242e', none: '#17242e', near: '#7a4d00', far: '#9a2c12' };

/** Paper knows no stylesheet: the light theme's colours, written out. */
export const paperInk: Ink = {
  svg: ' xmlns="http://www.w3.org/2000/svg"',
  defs: `<defs><linearGradient id="out">${stops.map(([at, color]) => `<stop offset="${at}" stop-color="${color}"/>`).join('')}</linearGradient></defs>`,
  track: ' fill="url(#out)"',
  range: ' fill="#cfe5dc" stroke="#1d5b45" stroke-width="1"',
  limit: ' stroke="#9a2c12" stroke-width="1.5" stroke-dasharray="2 2"',
  text: ' font-family="Source Sans 3" font-size="17" fill="#52616b" text-anchor="middle"',
  pin: (tone) => ` fill="${pins[tone]}" stroke="#ffffff" stroke-width="2"`,
};
