import type { ValidateAnswer } from '@labsecure/contracts/api';
import { validationOf, verdictOf } from './answers.ts';
import type { Delivery, StreamedDelivery } from './delivery.ts';
import { streamParts } from './stream-parts.ts';
import { takeApart } from './take-apart.ts';

/**
 * Says what would become of a body, by the very reading and checking it would meet. Nothing is stored.
 * @throws InvalidInputError, ForbiddenError as createAcceptSubmission does for a body as a whole
 */
export const validateSubmission = async (delivery: Delivery): Promise<ValidateAnswer> =>
  validationOf(await takeApart(delivery, delivery.received_at.toISOString()));

/**
 * The same for a body that is read as it comes, one result at a time.
 * @throws InvalidInputError, ForbiddenError before the first one, for a body as a whole
 */
export async function* validateStream(
  delivery: StreamedDelivery,
): AsyncIterable<ValidateAnswer['results'][number]> {
  for await (const { part } of streamParts(delivery)) yield verdictOf(part);
}
