import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawable, potassium, sentAs } from '../test/drawables.ts';
import type { Drawable } from './drawable.ts';
import { rangeBar } from './range-bar.ts';

const onPage = (seen: Drawable, tone: 'in' | 'near' | 'far' | 'none' = 'in') =>
  rangeBar(seen, { theme: 'page', tone });
const onPaper = (seen: Drawable, tone: 'in' | 'near' | 'far' | 'none' = 'in') =>
  rangeBar(seen, { theme: 'paper', width: 110, tone });

const numbersIn = (svg: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(`\\s${attribute}="(-?[\\d.e]+)"`, 'g'))].map((match) => Number(match[1]));
/** Left and right end of the range's block. */
const blockOf = (svg: string): [number, number] => {
  const [, x = 0, width = 0] =
    /class="range" x="([\d.]+)" y="14" width="([\d.]+)"/.exec(svg)?.map(Number) ?? [];
  return [x, x + width];
};
/** Leftmost and rightmost point of the pin, its outline included. */
const pinOf = (svg: string): [number, number] => {
  const [circle] = numbersIn(svg, 'cx');
  if (circle !== undefined) return [circle - 8, circle + 8];
  const [, at, step] = /d="M(-?[\d.]+) 8l(-?\d+)/.exec(svg)?.map(Number) ?? [];
  if (at === undefined || step === undefined) throw new Error('no pin');
  if (Math.abs(step) === 9) return [at - 10, at + 10];
  return step > 0 ? [at - 1, at + step + 1] : [at + step - 1, at + 1];
};

describe('the pin', () => {
  test('When a value is in range, then it is a dot on the block', () => {
    const svg = onPage(drawable(4.2, potassium));
    const [from, to] = blockOf(svg);
    expect(svg).toContain('<circle class="pin"');
    expect(pinOf(svg)[0]).toBeGreaterThan(from);
    expect(pinOf(svg)[1]).toBeLessThan(to);
  });

  test.each([
    [5.6, 'near'],
    [6.4, 'far'],
  ] as const)(
    'When a value of %d is %s, then it is a diamond of that tone, beyond the block',
    (number, tone) => {
      const svg = onPage(drawable(number, potassium), tone);
      expect(svg).toMatch(new RegExp(`<path class="pin ${tone}" d="M[\\d.]+ 8l9 12-9 12-9-12z"/>`));
      expect(pinOf(svg)[0]).toBeGreaterThan(blockOf(svg)[1]);
    },
  );

  test.each([
    [1000, /d="M[\d.]+ 8l16 12-16 12z"/, 292],
    [-1000, /d="M[\d.]+ 8l-16 12 16 12z"/, 8],
  ])(
    'When the value %d lies beyond what can be drawn, then an arrowhead points there from the end',
    (number, arrow, end) => {
      const svg = onPage(drawable(number, potassium), 'far');
      expect(svg).toMatch(arrow);
      expect(Math.min(...pinOf(svg).map((edge) => Math.abs(edge - end)))).toBeLessThan(10);
    },
  );

  test.each([
    ['<4', '<', /8l-16 12 16 12z/],
    ['<=4', '<=', /8l-16 12 16 12z/],
    ['>4', '>', /8l16 12-16 12z/],
    ['>=4', '>=', /8l16 12-16 12z/],
  ] as const)(
    'When the value is %s, then an arrowhead says in which direction it lies',
    (sent, comparator, arrow) => {
      expect(onPage(drawable(4, potassium, sentAs(sent, 4, comparator)))).toMatch(arrow);
    },
  );

  test('When nobody knows how it stands, then it is a dot of no tone', () => {
    expect(onPage(drawable(6, potassium), 'none')).toContain('<circle class="pin"');
  });
});

describe('the block', () => {
  test('When the range has one limit, then the block reaches the end of the bar on the open side', () => {
    expect(blockOf(onPage(drawable(188, { high: 200 })))[0]).toBe(8);
    expect(blockOf(onPage(drawable(52, { low: 40 })))[1]).toBeCloseTo(292, 5);
  });

  test('When both limits are the same, then the block is thin, and labelled once', () => {
    const svg = onPage(drawable(9, { low: 5, high: 5 }), 'near');
    expect(blockOf(svg)[1] - blockOf(svg)[0]).toBeCloseTo(2, 5);
    expect(svg.match(/>5<\/text>/g)).toHaveLength(1);
  });
});

describe('critical limits', () => {
  const marks = (number: number, critical?: Drawable['critical']) =>
    onPage(drawable(number, potassium, critical ? { critical } : {})).split('class="limit"').length - 1;

  test('When there are some, then each is a dashed mark, and none is made up', () => {
    expect(marks(4, { low: 2.5, high: 6.5 })).toBe(2);
    expect(marks(4, { high: 6.5 })).toBe(1);
    expect(marks(4)).toBe(0);
  });

  test('When one lies where the bar does not reach, then it is not drawn at the end instead', () => {
    expect(marks(4, { high: 50 })).toBe(0);
  });

  test("When one lies within the laboratory's range, then the range goes before it", () => {
    expect(marks(4, { low: 3.6, high: 5 })).toBe(0);
  });
});

test('When there is no number or no range to put it on, then nothing is drawn', () => {
  expect(onPage({ value: { kind: 'quantity', number: 4, sent: '4' } })).toBe('');
  expect(onPage(drawable(4, {}))).toBe('');
  expect(onPage(drawable(4, potassium, { value: { kind: 'text', sent: 'Negative' } }))).toBe('');
});

test('When it is for paper, then colours, font, gradient and size are written out, and nothing is left to a stylesheet', () => {
  const svg = onPaper(drawable(6.9, potassium, { critical: { high: 6.5 } }), 'far');
  expect(svg).toContain('width="110" height="17.6"');
  expect(svg).toContain('fill="#9a2c12"');
  expect(svg).toContain('<linearGradient id="out">');
  expect(svg).not.toMatch(/class=|var\(/);
});

const anyNumber = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1e308, -1e308, 1e17, 5e-324),
);
const limit = fc.option(anyNumber, { nil: undefined });

test('Whatever the numbers, then the drawing is whole and nothing leaves it', () => {
  const anyTone = fc.constantFrom('in', 'near', 'far', 'none');
  const anyComparator = fc.constantFrom(undefined, '<', '<=', '>', '>=');
  fc.assert(
    fc.property(
      anyNumber,
      limit,
      limit,
      limit,
      limit,
      anyTone,
      anyComparator,
      (number, low, high, criticalLow, criticalHigh, tone, comparator) => {
        const seen = drawable(
          number,
          { low, high },
          {
            ...sentAs(String(number), number, comparator),
            critical: {
              ...(criticalLow !== undefined && { low: criticalLow }),
              ...(criticalHigh !== undefined && { high: criticalHigh }),
            },
          },
        );
        const svg = onPage(seen, tone);
        if (svg === '') return;
        expect(svg.replace(/aria-label="[^"]*"/, '')).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d+"/);
        const xs = [...numbersIn(svg, 'x'), ...numbersIn(svg, 'x1'), ...pinOf(svg), ...blockOf(svg)];
        expect(Math.min(...xs)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(...xs)).toBeLessThanOrEqual(300 + 1e-9);
        for (const width of numbersIn(svg, 'width')) expect(width).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2000 },
  );
});
