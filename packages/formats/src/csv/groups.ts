import type { Problem } from '@labsecure/contracts/problem';
import type { Entry, LabProfile } from '../profile.ts';
import type { Head } from './head.ts';
import type { Named } from './identity.ts';
import { readResult } from './result.ts';
import type { Row } from './rows.ts';

/** Rows of one result; as many values as the native format takes. */
const mostRows = 1000;

/** All that would be stored under one identity. */
interface Claim {
  first: number;
  count: number;
  byKey: Map<string, Row[]>;
}

const tooMany = ({ first }: Claim): Entry => {
  const message = `Row ${first}: more than ${mostRows} rows have the same accession number, or patient and date.`;
  return { problems: [{ pointer: `/${first}`, code: 'E_TOO_MANY', message }], row: first };
};

const rivalsOf = (claim: Claim): Problem[] => {
  if (claim.byKey.size < 2) return [];
  const firsts = [...claim.byKey.values()].slice(0, 10).map(([row]) => row?.number ?? 0);
  const message =
    `Rows ${firsts.join(', ')} have the same accession number and panel, but another patient or date: ` +
    'each would replace the other.';
  return [{ pointer: `/${claim.first}`, code: 'E_CSV_IDENTITY', message }];
};

const missingRow = (row: number): Problem => ({
  pointer: `/${row}`,
  code: 'E_CSV_INCOMPLETE',
  message: `Row ${row} cannot be read and may belong to this result, which would be incomplete without it.`,
});

/** Puts rows together that are of one result, wherever they stand. */
export const createGroups = (head: Head, profile: LabProfile, suspects: Map<string, number>) => {
  const claims = new Map<string, Claim>();
  const add = (row: Row, { key, identity }: Named): void => {
    const claim = claims.get(identity) ?? { first: row.number, count: 0, byKey: new Map<string, Row[]>() };
    claims.set(identity, claim);
    claim.count += 1;
    const rows = claim.byKey.get(key) ?? [];
    // Nothing will be read of too many; what they hold is let go.
    if (claim.count > mostRows) claim.byKey.clear();
    else claim.byKey.set(key, rows);
    rows.push(row);
  };
  function* entries(): Iterable<Entry> {
    for (const [identity, claim] of claims) {
      if (claim.byKey.size === 0) {
        yield tooMany(claim);
        continue;
      }
      const suspect = suspects.get(identity);
      const known = [...rivalsOf(claim), ...(suspect === undefined ? [] : [missingRow(suspect)])];
      for (const rows of claim.byKey.values()) yield readResult(rows, head, profile, known);
    }
  }
  /** The row of each entry, without reading it. */
  function* firstRows(): Iterable<number> {
    for (const { byKey, first } of claims.values()) {
      if (byKey.size === 0) yield first;
      for (const [row] of byKey.values()) yield row?.number ?? 0;
    }
  }
  return { add, entries, firstRows };
};
