import { expect, test } from 'vitest';
import { readPdf } from '../../../test/read-pdf.ts';
import { bloodCount, measured, patient, sampleResult } from '../../../test/sample-results.ts';
import { paperOf } from './definition.ts';
import { print } from './printer.ts';

const printedAt = '2026-11-23T04:23:00Z';
const printed = (version = sampleResult(), person = patient) => print(paperOf(version, person), printedAt);
const wordsOf = async (...given: Parameters<typeof printed>) =>
  (await readPdf(await printed(...given))).pages.join('\n');
const many = Array.from({ length: 36 }, (_, index) =>
  measured({
    name: `Analyte ${index + 1}`,
    number: index + 1,
    unit: 'mg/dL',
    low: 3,
    high: 30,
    flag: index < 2 ? 'L' : 'N',
  }),
);

test.each([
  ['Ελένη', 'Παπαδοπούλου'],
  ['Анна', 'Иванова'],
  ['Łukasz', 'Żółć'],
  ['Nguyễn', 'Thị Hồng'],
  ['Ἀριστοτέλης', 'Ђорђевић'],
  ['Zoë', 'D’Arcy-Ångström'],
])(
  'When the patient is called %s %s, then the name is on the page as it is written',
  async (given_name, family_name) => {
    expect(await wordsOf(sampleResult(), { ...patient, given_name, family_name })).toContain(
      `${given_name} ${family_name}`,
    );
  },
);

test('When a letter was met in another document, as part of an accented one, then it can still be read', async () => {
  await printed(sampleResult(), { ...patient, given_name: 'Ŷ' });
  expect(await wordsOf(sampleResult(), { ...patient, given_name: 'Yolanda' })).toContain('Yolanda Garcia');
});

test('When accents were sent apart from their letters, then they are joined', async () => {
  const apart = { ...patient, given_name: 'Zoë'.normalize('NFD') };
  expect(await wordsOf(sampleResult(), apart)).toContain('Zoë Garcia');
});

test('When a blood count is printed, then who, what, when, where and each value are on it', async () => {
  const words = await wordsOf();
  const expected = [
    ...['Maria Garcia', '22 July 1990', 'Female', 'P234567'],
    ...['Mayo Clinic Labs', 'Dr. Amir Haddad', '20251204-0117', 'Whole blood', 'Final'],
    ...['4 December 2025, 8:10', '6 December 2025, 8:10'],
    ...[
      '3 of 8 values are out of the laboratory’s range, 1 of them critical.',
      'Fasting sample. Values were checked twice.',
    ],
    ...['Page 1 of 1', 'Result 3f0c5a86', 'printed 23 November 2026, 4:23 UTC'],
    ...bloodCount.flatMap(({ name, value }) => [name, value.sent]),
  ];
  for (const part of expected) expect(words).toContain(part);
});

test('When a value is out of range, then a shape and a word say so, not colour alone', async () => {
  const words = await wordsOf();
  expect(words).toMatch(/▼ Slightly below/);
  expect(words).toMatch(/▼▼ Very low/);
  expect(words).toMatch(/● In range/);
});

test('When it takes several pages, then each repeats the head of the table and whose it is', async () => {
  const { pages } = await readPdf(await printed(sampleResult({ observations: many })));
  expect(pages.length).toBeGreaterThan(1);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Maria Garcia');
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    if (/Analyte \d/.test(page)) expect(page).toMatch(/Test\s*Result\s*Range\s*Flag/);
  }
});

test('When a row does not fit, then it goes to the next page as a whole', async () => {
  // Rows of several heights, so that some would have to be split.
  const observations = many.map((seen, index) => ({
    ...seen,
    notes: ['a long note. '.repeat(5 + (index % 7)).concat('finis')],
  }));
  const { pages } = await readPdf(await printed(sampleResult({ observations })));
  const count = (page: string, words: RegExp): number => page.match(words)?.length ?? 0;
  expect(count(pages.join(), /finis/g)).toBe(many.length);
  for (const page of pages) expect(count(page, /Analyte \d+/g)).toBe(count(page, /finis/g));
});

test('When the result was corrected, then that stands before the values', async () => {
  const words = await wordsOf(sampleResult({ status: 'corrected', corrected: true }));
  expect(words.indexOf('Corrected on 6 December 2025.')).toBeGreaterThan(0);
  expect(words.indexOf('Corrected on 6 December 2025.')).toBeLessThan(
    words.indexOf('White blood cell count'),
  );
});

test('When the result is preliminary, then it says that values may change', async () => {
  expect(await wordsOf(sampleResult({ status: 'preliminary' }))).toContain(
    'Preliminary. The laboratory has not finished yet',
  );
});

test.each(['cancelled', 'entered-in-error'] as const)(
  'When the result is %s, then no value of it is shown',
  async (status) => {
    const words = await wordsOf(sampleResult({ status }));
    expect(words).toContain(`${status === 'cancelled' ? 'Cancelled' : 'Withdrawn'} on 6 December 2025.`);
    for (const part of ['Hemoglobin', '11.2', 'out of', 'critical']) expect(words).not.toContain(part);
  },
);

test("When the laboratory's flag and ours disagree, then both are shown", async () => {
  const odd = bloodCount
    .slice(0, 1)
    .map((seen) => ({ ...seen, lab_flag: 'H', our_flag: 'N', flag: 'H', flags_disagree: true }));
  const words = (await wordsOf(sampleResult({ observations: odd }))).replaceAll(/\s+/g, ' ');
  expect(words).toContain(
    'The laboratory flagged this value “H, high”; by the range shown it would be “N, normal”.',
  );
});

test('When a value was calculated here, then it is marked as that, with its method', async () => {
  const derived = bloodCount.slice(0, 1).map((seen) => ({ ...seen, derived: 'CKD-EPI 2021' }));
  expect((await wordsOf(sampleResult({ observations: derived }))).replaceAll(/\s+/g, ' ')).toContain(
    'Calculated, not measured: CKD-EPI 2021',
  );
});

test('When a value has no range, then none is made up for it', async () => {
  const bare = measured({ name: 'Unheard of', number: 5, unit: 'U' });
  const words = await wordsOf(sampleResult({ observations: [bare] }));
  expect(words).toContain('None given');
  expect(words).toContain('There is no range to compare these values with.');
  expect(words).not.toContain('In range');
});

test('When a reader program asks what it is, then it says so without naming the patient', async () => {
  const { info, language } = await readPdf(await printed());
  expect(info).toMatchObject({
    Title: 'Laboratory report',
    Author: 'Mayo Clinic Labs',
    CreationDate: 'D:20251206141000Z',
  });
  expect(language).toBe('en-US');
  expect(JSON.stringify(info)).not.toMatch(/Maria|Garcia|P234567|blood/i);
});

test('When the same version is printed at the same time, then the bytes are the same, whatever was printed between', async () => {
  const first = await printed();
  await printed(sampleResult({ observations: many }), { ...patient, given_name: 'Ελένη' });
  expect((await printed()).equals(first)).toBe(true);
});

test('When text holds control characters and markup, then they are harmless', async () => {
  const words = await wordsOf(
    sampleResult({ notes: ['<b>bold</b> http://127.0.0.1:1/x \u0007 file:///etc/passwd'] }),
  );
  expect(words).toContain('<b>bold</b> http://127.0.0.1:1/x');
});

test('When the laboratory took a value back, then it is listed without the value', async () => {
  const taken = measured({ name: 'Potassium', number: 6.83, unit: 'mmol/L', low: 3.5, high: 5, flag: 'HH' });
  const observations = [...bloodCount, { ...taken, status: 'entered-in-error' as const }];
  const words = await wordsOf(sampleResult({ observations }));
  expect(words).toContain('Potassium');
  expect(words).toContain('Withdrawn');
  expect(words).not.toContain('6.83');
});
