import { ForbiddenError } from '@labsecure/contracts/errors';

/** Ids as this platform gives them to labs (LAB001, SMALL001); other names and numbers of a sender are its own. */
export const looksLikeLabId = (text: string): boolean => /^[A-Z]{3,12}\d{3}$/i.test(text);

/**
 * Whoever sends for another lab learns nothing else.
 * @param sent the lab a body names; undefined where it names none
 * @param where it does, as a person finds it
 * @throws ForbiddenError
 */
export const forbidOtherLab = (sent: string | undefined, labId: string, where = 'lab_id'): void => {
  if (sent === undefined || sent === labId) return;
  throw new ForbiddenError(`${where} names another lab than the one this access token belongs to.`);
};
