import { describe, expect, test } from 'vitest';
import { readTerms } from './read-terms.ts';

const codes = (text: string, name = 'codes.csv') => readTerms(name, Buffer.from(text), 'codes');
const units = (text: string, name = 'units.csv') => readTerms(name, Buffer.from(text), 'units');

describe('a file of terms', () => {
  test('is a table whose first row names the columns, in any order and among others', () => {
    expect(codes('Means,Code,note\r\n2345-7,GLUC-F,x\r\n sodium , Na+ ,\r\n\r\n')).toEqual({
      'GLUC-F': '2345-7',
      'Na+': 'sodium',
    });
    expect(units('\ufeffunit,ucum\n"mg%, fasting",mg/dL\n')).toEqual({ 'mg%, fasting': 'mg/dL' });
  });

  test('is an object in JSON', () => {
    expect(codes('{"GLUC-F": " 2345-7 "}', 'codes.JSON')).toEqual({ 'GLUC-F': '2345-7' });
  });

  test.each([
    ['no header', 'GLUC-F,2345-7\n', /first row has to name the columns code and means/],
    ['a row too short', 'code,means\nGLUC-F\n', /not CSV/],
    ['an empty term', 'code,means\n,2345-7\n', /line 2: the first column is empty/],
    ['a wrong check digit', 'code,means\n\nX,2345-8\n', /line 3: "2345-8" .*check digit should be 7/],
    [
      'LOINC that the catalogue does not have',
      'code,means\nX,99999-5\n',
      /is a LOINC code that the catalogue/,
    ],
    ['no analyte', 'code,means\nX,sugar\n', /neither a LOINC code nor an analyte/],
    ['a term of two meanings', 'code,means\nGlu,sodium\nGLU ,glucose\n', /line 3: "GLU" stands there twice/],
  ])('is refused for %s', (_what, text, sentence) => {
    expect(() => codes(text)).toThrow(sentence);
  });

  test.each(['[1]', '{"a": 1}', '"a"', '{'])('is refused when it is JSON like %s', (text) => {
    expect(() => codes(text, 'a.json')).toThrow(/JSON|object of texts/);
  });

  test('is refused for a unit that is not UCUM, and when it is not UTF-8', () => {
    expect(() => units('unit,ucum\nx,MG/DL\n')).toThrow(/"MG\/DL" is not UCUM/);
    expect(() => readTerms('a.csv', Buffer.from([0xff, 0xfe]), 'units')).toThrow(/not UTF-8/);
  });

  test('tells every row that is wrong, at once', () => {
    expect(() => codes('code,means\nA,sugar\nB,sodium\nC,salt\n')).toThrow(/line 2: .*line 4: /s);
  });

  test('may say the same twice', () => {
    expect(codes('code,means\nGlu,glucose\nGLU,glucose\n')).toEqual({ Glu: 'glucose', GLU: 'glucose' });
  });
});
