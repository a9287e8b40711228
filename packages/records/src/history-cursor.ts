import { notACursor } from './cursor.ts';

/** Where a page of a lab's submissions ended. The lab is not in it: a cursor never decides whose submissions are read. */
interface HistoryCursor {
  received_at: string;
  result_id: string;
  submission_id: string;
}

/** The cursor as callers hand it back: opaque to them, safe in a URL. */
export const encodeHistoryCursor = ({ received_at, result_id, submission_id }: HistoryCursor): string =>
  Buffer.from(JSON.stringify([received_at, result_id, submission_id])).toString('base64url');

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const form = new RegExp(`^\\["(\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,12}Z)","(${uuid})","(${uuid})"\\]$`);

/** @throws InvalidInputError (400, E_CURSOR) for anything encodeHistoryCursor did not make */
export const decodeHistoryCursor = (text: string): HistoryCursor => {
  const [, received_at, result_id, submission_id] =
    form.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (received_at && result_id && submission_id) {
    const cursor = { received_at, result_id, submission_id };
    if (encodeHistoryCursor(cursor) === text) return cursor;
  }
  throw notACursor('cursor');
};
