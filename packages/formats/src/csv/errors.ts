import { InvalidInputError } from '@labsecure/contracts/errors';

const because = (code: string, status: number, message: string): InvalidInputError =>
  new InvalidInputError(message, [{ pointer: '', code, message }], status, code);

/** @param row the header being row 1 */
export const brokenCsv = (row: number, fault: string) => because('E_CSV', 400, `Row ${row}: ${fault}`);

/** @param missing what the column is usually called; the sender's own words may be a patient's, so they are not said */
export const missingColumn = (missing: string, recognised: string[]) =>
  because(
    'E_CSV_HEADER',
    400,
    `Column "${missing}" is missing. Recognised: ${recognised.join(', ') || 'none; the first row must name the columns'}.`,
  );

export const repeatedColumn = (names: string[]) =>
  because(
    'E_CSV_HEADER',
    400,
    `Columns ${names.map((name) => `"${name}"`).join(' and ')} say the same; keep one.`,
  );

export const tooManyBadRows = (limit: number) =>
  because('E_CSV', 400, `More than ${limit} rows cannot be read; this is not a table of results.`);

export const noRows = () => because('E_EMPTY', 400, 'There is no row below the header.');

/** @param offset somewhere before the first byte that does not belong: the bytes came in pieces */
export const wrongCharsetAfter = (offset: number) =>
  because('E_CHARSET', 400, `Bytes after offset ${offset} are not valid UTF-8.`);
