import type { ValidateAnswer } from '@labsecure/contracts/api';
import { validationOf } from './answers.ts';
import type { Delivery } from './delivery.ts';
import { takeApart } from './take-apart.ts';

/**
 * Says what would become of a body, by the very reading and checking it would meet. Nothing is stored.
 * @throws InvalidInputError, ForbiddenError as createAcceptSubmission does for a body as a whole
 */
export const validateSubmission = (delivery: Delivery): ValidateAnswer =>
  validationOf(takeApart(delivery, delivery.received_at.toISOString()));
