import { refusedBody } from '../errors.ts';

/** @param row the header being row 1 */
export const brokenCsv = (row: number, fault: string) => refusedBody('E_CSV', 400, `Row ${row}: ${fault}`);

/** @param missing what the column is usually called; the sender's own words may be a patient's, so they are not said */
export const missingColumn = (missing: string, recognised: string[]) =>
  refusedBody(
    'E_CSV_HEADER',
    400,
    `Column "${missing}" is missing. Recognised: ${recognised.join(', ') || 'none; the first row must name the columns'}.`,
  );

export const repeatedColumn = (names: string[]) =>
  refusedBody(
    'E_CSV_HEADER',
    400,
    `Columns ${names.map((name) => `"${name}"`).join(' and ')} say the same; keep one.`,
  );

export const tooManyBadRows = (limit: number) =>
  refusedBody('E_CSV', 400, `More than ${limit} rows cannot be read; this is not a table of results.`);

export const noRows = () => refusedBody('E_EMPTY', 400, 'There is no row below the header.');
