import { fontFiles } from './fonts.ts';
import type { Document, Gradient } from './pdfmake-parts.ts';
import { type SvgPart, svgParts } from './svg-parts.ts';

/** A drawing as pdfmake has placed it, in points from the upper left corner of the page. */
export interface PlacedSvg {
  svg: string;
  x: number;
  y: number;
  _width: number;
}

type Numbers = (name: string) => number;

/**
 * Draws the range bars and the mark: `rect`, `circle`, `line`, `path`, `text` and one gradient from left to right. The
 * library that pdfmake brings knows all of SVG, and takes three quarters of the time of a document to draw these few.
 */
export const createSvgPen = (document: Document) => {
  // Bars stand in one column: all of a page share one gradient. A page knows only the gradients first used on it.
  let gradients = new Map<string, Gradient>();
  let page: unknown;

  const gradient = (from: number, to: number, stops: SvgPart[]): Gradient => {
    if (page !== document.page) gradients = new Map();
    page = document.page;
    const key = JSON.stringify([from, to, stops]);
    const made = gradients.get(key) ?? document.linearGradient(from, 0, to, 0);
    if (!gradients.has(key)) {
      for (const { attributes } of stops)
        made.stop(Number(attributes.offset), attributes['stop-color'] ?? 'black');
    }
    gradients.set(key, made);
    return made;
  };

  return ({ svg, x: left, y: top, _width }: PlacedSvg): void => {
    const parts = svgParts(svg);
    const stops = parts.filter(({ name }) => name === 'stop');
    const [, , viewWidth] = (parts[0]?.attributes.viewBox ?? '').split(' ').map(Number);
    const scale = _width / (viewWidth ?? _width);
    const x = (number: number): number => left + number * scale;
    const y = (number: number): number => top + number * scale;

    const paint = ({ fill, stroke, ...more }: Record<string, string>, from = 0, to = 0): void => {
      document.lineWidth(Number(more['stroke-width'] ?? 1) * scale);
      const color = fill?.startsWith('url(') ? gradient(from, to, stops) : fill;
      if (color && stroke) document.fillAndStroke(color, stroke);
      else if (color) document.fill(color);
      else if (stroke) document.stroke(stroke);
    };

    const draw: Record<string, (attributes: Record<string, string>, of: Numbers, words: string) => void> = {
      rect(attributes, of) {
        const [from, width] = [x(of('x')), of('width') * scale];
        document.roundedRect(from, y(of('y')), width, of('height') * scale, of('rx') * scale);
        paint(attributes, from, from + width);
      },
      circle(attributes, of) {
        document.circle(x(of('cx')), y(of('cy')), of('r') * scale);
        paint(attributes);
      },
      line(attributes, of) {
        const [on = 0, off = on] = (attributes['stroke-dasharray'] ?? '').split(' ').map(Number);
        if (on > 0) document.dash(on * scale, { space: off * scale });
        document.moveTo(x(of('x1')), y(of('y1'))).lineTo(x(of('x2')), y(of('y2')));
        paint(attributes);
        document.undash();
      },
      path({ 'stroke-width': width = '1', d = '', ...attributes }) {
        document.save();
        document.translate(left, top).scale(scale).path(d);
        paint({ ...attributes, 'stroke-width': String(Number(width) / scale) });
        document.restore();
      },
      text(attributes, of, words) {
        document.font(fontFiles.normal).fontSize(of('font-size') * scale);
        document.fillColor(attributes.fill ?? 'black');
        const shift = attributes['text-anchor'] === 'middle' ? document.widthOfString(words) / 2 : 0;
        document.text(words, x(of('x')) - shift, y(of('y')), { lineBreak: false, baseline: 'alphabetic' });
      },
    };

    document.opacity(1);
    for (const { name, attributes, words } of parts) {
      if (['svg', 'defs', 'linearGradient', 'stop'].includes(name)) continue;
      const drawPart = draw[name];
      if (!drawPart) throw new Error(`A drawing holds <${name}>, which is not known here.`);
      drawPart(attributes, (key) => Number(attributes[key] ?? 0), words);
    }
  };
};
