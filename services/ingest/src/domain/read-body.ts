import { checkReport } from '@labsecure/clinical/check-report';
import { InvalidInputError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { type Entry, type LabProfile, type ParseOutcome, readMediaType } from '@labsecure/formats/parse';
import { parseInTurns } from '@labsecure/formats/parse-in-turns';
import type { Delivery, Sent } from './delivery.ts';

/**
 * Refuses a format that was not agreed with this lab, though others may send it.
 * @throws InvalidInputError (415)
 */
export const refuseOtherFormats = ({ lab, media_type }: Sent): void => {
  const format = readMediaType(media_type);
  if (lab.formats === undefined || lab.formats.includes(format)) return;
  const agreed = lab.formats.join(', ') || 'none';
  const message = `Your lab is not registered for ${format}; registered: ${agreed}.`;
  throw refusal([{ pointer: '', code: 'E_MEDIA', message }], message, 415, 'E_MEDIA');
};

/** Nothing of the body was taken. */
export const refusal = (
  problems: Problem[],
  message = 'The submission was refused and nothing was stored: see errors.',
  status = 422,
  code = 'E_INVALID',
): InvalidInputError => new InvalidInputError(message, problems, status, code);

/** What could be read is checked as well, so that all faults of a result are told at once. */
export const checked = ({ report, ...entry }: Entry, { lab, received_at }: Sent): Entry => {
  if (report === undefined) return entry;
  const problems = [...entry.problems, ...checkReport(report, { now: received_at, terms: lab.local_terms })];
  return { ...entry, problems, ...(!problems.some(isError) && { report }) };
};

/** What is known of the sender when its bytes are read. */
export const profileOf = ({ lab }: Sent): LabProfile => ({
  lab_id: lab.lab_id,
  time_zone: lab.time_zone,
  ...(lab.quirks && { quirks: lab.quirks }),
});

/** Each keeps the whole body beside it, and is read out of the whole again. */
const mostWithoutPart = 50;

/** Results of which no part of the body stands alone: reports in a Bundle, tests in an XML document. */
const refuseTooMany = (entries: Entry[]): void => {
  const withoutPart = entries.filter(({ report, slice }) => report !== undefined && slice === undefined);
  if (withoutPart.length <= mostWithoutPart) return;
  const message = `The body holds more than ${mostWithoutPart} results; send it in parts.`;
  throw refusal([{ pointer: '', code: 'E_TOO_MANY', message }], message, 422, 'E_TOO_MANY');
};

/**
 * Reads the lab's bytes: at least one result, each by itself with its report or with what is wrong with it.
 * @param firstReceivedAt the date of a result that has none (RFC 3339)
 * @param pause called between results, so that others have a turn
 * @throws InvalidInputError when nothing is wrong with single results but with the body: 415, 422, and what the formats
 * throw
 */
export const readBody = async (
  delivery: Delivery,
  firstReceivedAt: string,
  pause: () => Promise<void>,
): Promise<ParseOutcome> => {
  refuseOtherFormats(delivery);
  const { bytes, media_type } = delivery;
  const profile = { ...profileOf(delivery), received_at: firstReceivedAt };
  const { entries, problems } = await parseInTurns(bytes, media_type, profile, pause);
  if (problems.some(isError) || entries.length === 0) throw refusal(problems.filter(isError));
  refuseTooMany(entries);
  return { entries, problems };
};
