import { jsonIn } from './json-answer.ts';
import type { HttpAnswer } from './told.ts';

/** Segments that begin and end the answer to a batch, by what it is closed with. */
const envelope = /^([FB])HS/;

const lacksItsEnd = (text: string): boolean => {
  const [, kind] = envelope.exec(text) ?? [];
  return kind !== undefined && !new RegExp(`^${kind}TS`, 'm').test(text);
};

/**
 * Whether an answer stops before its end. The one to a large file is written while the file is dealt with; when that fails
 * halfway the platform ends the connection, which whatever stands between may pass on as an answer that is complete.
 */
export const isCutOff = ({ media_type, text }: HttpAnswer): boolean =>
  media_type === 'application/json' ? jsonIn(text) === undefined : lacksItsEnd(text);
