import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownPath } from './shown-path.ts';

test('When a path is an ordinary one, then it is shown as it is', () => {
  for (const path of [
    'incoming/LAB001/March 3rd (2).csv',
    'patients/March.csv/2/file.reasons.json',
    'incoming/LAB001/Größe.hl7.sealed',
  ])
    expect(shownPath(path)).toBe(path);
});

test.each([
  ['incoming/LAB001/https://evil.example/x.csv', 'incoming/LAB001/https[:]//evil[.]example/x.csv'],
  ['incoming/LAB001/www.evil.com', 'incoming/LAB001/www[.]evil[.]com'],
  ['incoming/LAB001/www.csv.json', 'incoming/LAB001/www[.]csv.json'],
  ['incoming/LAB001/results.zip', 'incoming/LAB001/results[.]zip'],
  ['incoming/LAB001/a@evil.com.csv', 'incoming/LAB001/a[@]evil[.]com.csv'],
])('When %s looks like an address, then no program can make a link of it', (path, shown) => {
  expect(shownPath(path)).toBe(shown);
});

test('When a path holds signs that are not seen, then they are spelt out', () => {
  expect(shownPath('a\r\nBcc[x\u202ecsv\u200b\u00a0.csv')).toBe(
    'a\\u{d}\\u{a}Bcc[x\\u{202e}csv\\u{200b}\\u{a0}.csv',
  );
});

test('When a path is long, then its beginning and its end are shown', () => {
  const shown = shownPath(`incoming/LAB001/${'x'.repeat(900)}/March.csv`);
  expect(shown).toMatch(/^incoming\/LAB001\/x+ … x+\/March\.csv$/);
  expect(shown).toHaveLength(143);
});

test('Whatever a path is, then it is one line of at most 143 signs without an address in it', () => {
  const pieces = fc.constantFrom('http://', 'www.', 'evil.com', '@', '\n', '\u202e', '/', '.csv', '😀', 'a');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (path) => {
        const shown = shownPath(path);
        expect([...shown].length).toBeLessThanOrEqual(143);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|:\/\/|www\.|\.com|(?<!\[)@/u);
      },
    ),
  );
});
