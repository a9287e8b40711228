import { expect, test } from 'vitest';
import { fontFiles, PaperDocument } from './fonts.ts';

test('When two documents use a font, then it was parsed once and a word is shaped once', () => {
  const [one, other] = [new PaperDocument({}), new PaperDocument({})].map(
    (document) => document.font(fontFiles.bold)._font,
  );
  if (!one || !other) throw new Error('no fonts');
  // Compared by hand: a failing toBe would print the whole font.
  expect(other === one).toBe(false);
  expect(other.font === one.font).toBe(true);
  expect(other.layoutCached('Hemoglobin') === one.layoutCached('Hemoglobin')).toBe(true);
});

test('When any other file is asked for as a font, then it is not opened', () => {
  expect(() => new PaperDocument({}).font('/etc/hostname')).toThrow('Only the fonts of the report');
});
