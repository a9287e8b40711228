import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { codesOf, outcomeOf } from '../../test/table.ts';
import { textOf } from '../text.ts';
import { readXml } from './xml.ts';

const folder = new URL('../../test/fixtures/xml/', import.meta.url);
const expected = readFileSync(new URL('outcomes.tsv', folder), 'utf8').trim().split('\n').slice(1);
const profile = { lab_id: 'HOSP001', time_zone: 'America/New_York', received_at: '2024-01-16T00:00:00Z' };

const outcome = (file: string): string => {
  try {
    const { entries } = readXml(textOf(readFileSync(new URL(file, folder))), profile);
    return `${file}\t${outcomeOf(entries, codesOf(entries))}`;
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    return `${file}\t${outcomeOf([], [error.code])}`;
  }
};

test('Every sample has the outcome that is written down', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.xml'));
  expect(files.map(outcome).sort()).toEqual(expected);
});
