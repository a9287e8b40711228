import { ForbiddenError } from '@labsecure/contracts/errors';

/**
 * Whoever sends for another lab learns nothing else.
 * @param sent the lab a body names; undefined where it names none
 * @throws ForbiddenError
 */
export const forbidOtherLab = (sent: string | undefined, labId: string): void => {
  if (sent === undefined || sent === labId) return;
  throw new ForbiddenError('lab_id names another lab than the one this access token belongs to.');
};
