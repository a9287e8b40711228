import type { Entry, LabProfile } from '../src/profile.ts';

/** The lab of the documented CSV example. */
export const smallLab: LabProfile = { lab_id: 'SMALL001', time_zone: 'America/New_York' };

export const header = 'PatientID,LabID,TestDate,TestCode,TestName,Value,Unit,RefRange';

/** A body with the documented header, or with another. */
export const tableOf = (rows: string[], names = header): string => [names, ...rows, ''].join('\n');

export async function* chunksOf(text: string | Uint8Array, size = 7): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const collect = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of all) list.push(one);
  return list;
};

export const codesOf = (entries: Entry[]): string[] =>
  [...new Set(entries.flatMap(({ problems }) => problems.map(({ code }) => code)))].sort();

/** What came of a body, as the tables beside the fixtures have it. */
export const outcomeOf = (entries: Entry[], codes: string[]): string => {
  const good = entries.filter(({ report }) => report !== undefined).length;
  const word = good === 0 ? 'refused' : good === entries.length ? 'accepted' : 'partly';
  return [word, `${good} of ${entries.length}`, codes.join(' ') || '-'].join('\t');
};
