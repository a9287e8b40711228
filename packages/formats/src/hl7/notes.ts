import type { Problem } from '@labsecure/contracts/problem';
import type { Message, Segment } from './message.ts';
import { cleanText, rawAt, repetitionsOf, tellAt } from './spot.ts';

const limit = 20_000;

/**
 * NTE-3 of segments that follow one another, as one text: senders break a remark into as many NTE as it has lines.
 * @returns none or one
 */
export const notesOf = (message: Message, segments: Segment[], problems: Problem[]): string[] => {
  const lines = segments.map((segment) => {
    const spot = { message, segment, problems };
    return repetitionsOf(spot, rawAt(spot, 3))
      .map((raw) => cleanText(spot, raw, { field: 3, limit, lines: true }) ?? '')
      .join('\n');
  });
  const text = lines.join('\n').trim();
  const [segment] = segments;
  if (segment === undefined || text === '') return [];
  if (text.length <= limit) return [text];
  tellAt(
    { message, segment, problems },
    3,
    'E_TOO_LONG',
    `with those behind it longer than ${limit} characters.`,
  );
  return [];
};
