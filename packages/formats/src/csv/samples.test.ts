import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { codesOf, outcomeOf, smallLab } from '../../test/table.ts';
import { textOf } from '../text.ts';
import { readCsv } from './csv.ts';

const folder = new URL('../../test/fixtures/csv/', import.meta.url);
const expected = readFileSync(new URL('outcomes.tsv', folder), 'utf8').trim().split('\n').slice(1);
const profile = { ...smallLab, quirks: { date_formats: ['MM/DD/YYYY' as const, 'DD.MM.YYYY' as const] } };

const outcome = (file: string): string => {
  try {
    const { entries } = readCsv(textOf(readFileSync(new URL(file, folder))), profile);
    return `${file}\t${outcomeOf(entries, codesOf(entries))}`;
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    return `${file}\t${outcomeOf([], [error.code])}`;
  }
};

test('Every sample has the outcome that is written down', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
  expect(files.map(outcome).sort()).toEqual(expected);
});
