import { rangeBar } from '@labsecure/charts/range-bar';
import { expect, test } from 'vitest';
import { measured } from '../../../test/sample-results.ts';
import { createSvgPen } from './draw-svg.ts';
import { PaperDocument } from './fonts.ts';
import { svgMeasure } from './svg-parts.ts';

/** What is drawn on an empty page, as the operators of PDF, in points from its upper left corner. */
const drawn = async (...svgs: string[]): Promise<string> => {
  const document = new PaperDocument({ compress: false });
  document.addPage({ size: [400, 400], margin: 0 });
  const pen = createSvgPen(document);
  for (const svg of svgs) pen({ svg, x: 100, y: 50, _width: 150 });
  document.end();
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
};

const svg = (inside: string): string => `<svg viewBox="0 0 300 48" width="150" height="24">${inside}</svg>`;

test('When a drawing is placed, then it is scaled to its width and moved to its place', async () => {
  expect(await drawn(svg('<line x1="0" y1="0" x2="300" y2="48" stroke="#ff0000"/>'))).toContain(
    '100 50 m\n250 74 l',
  );
});

test('When a line is dashed, then what is drawn after it is not', async () => {
  const dashed = '<line x1="0" y1="0" x2="9" y2="0" stroke="#ff0000" stroke-dasharray="2 4"/>';
  expect(await drawn(svg(dashed))).toMatch(/\[1 2\] 0 d[\s\S]*\[\] 0 d/);
});

test('When many bars stand in one column, then they share one gradient', async () => {
  const bar = rangeBar(measured({ name: 'x', number: 5, unit: '', low: 3, high: 30 }), {
    theme: 'paper',
    width: 150,
    tone: 'in',
  });
  const page = await drawn(bar, bar, bar);
  expect(page.match(/\/PatternType 2/g)).toHaveLength(1);
  expect(page.match(/\/Sh1 scn/g)).toHaveLength(3);
});

test('When a drawing holds what is not known here, then that is an error and not a gap', async () => {
  await expect(drawn(svg('<ellipse rx="3" ry="4"/>'))).rejects.toThrow('<ellipse>');
});

test('When a drawing has no size, then that is an error', () => {
  expect(svgMeasure.measureSVG(svg(''))).toEqual({ width: 150, height: 24 });
  expect(() => svgMeasure.measureSVG('<svg viewBox="0 0 1 1"></svg>')).toThrow('width and height');
});
