import { expect, test } from 'vitest';
import { drawable, potassium, sentAs } from '../test/drawables.ts';
import { inWords } from './in-words.ts';

test.each([
  [drawable(5.3, potassium), "5.3 mmol/L; laboratory's range 3.5 to 5.1"],
  [drawable(5, potassium, sentAs('5.00', 5)), "5.00 mmol/L; laboratory's range 3.5 to 5.1"],
  [drawable(4, { high: 5 }, sentAs('<0.30', 0.3, '<')), "under 0.30 mmol/L; laboratory's range up to 5"],
  [drawable(4, { low: 5 }, sentAs('≥ 90', 90, '>=')), "at least 90 mmol/L; laboratory's range from 5"],
  [drawable(7.4, { low: 7.35, high: 7.45 }, { unit: undefined }), "7.4; laboratory's range 7.35 to 7.45"],
])('When it is read aloud, then value, unit and range are said (%#)', (seen, words) => {
  expect(inWords(seen)).toBe(words);
});

test('When the range is from the catalogue and open, then both are said', () => {
  const seen = drawable(118, {}, { unit: 'mg/dL' });
  const range = { low_inclusive: false, high_inclusive: false, text: '', source: 'catalogue' } as const;
  expect(inWords({ ...seen, range: { ...range, high: 100 } })).toBe('118 mg/dL; usual range under 100');
  expect(inWords({ ...seen, range: { ...range, low: 40 } })).toBe('118 mg/dL; usual range over 40');
});

test('When the unit is made of markup, then it is text', () => {
  const svg = inWords(drawable(4, potassium, { unit: `"><script>'&lt;` }));
  expect(svg).toContain('4 &quot;&gt;&lt;script&gt;');
  expect(svg).toContain('&amp;lt;');
  expect(svg).not.toContain('<script>');
});
