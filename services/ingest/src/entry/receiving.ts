import { LabSecureError } from '@labsecure/contracts/errors';

/** Bodies of one lab that are on their way in to one process, each of which may hold 1 MiB. */
const mostOfALab = 64;

/**
 * Counts the bodies that are on their way in, lab by lab.
 * @returns receives one, or throws LabSecureError (429) when there are too many of that lab
 */
export const createReceiving = () => {
  const underWay = new Map<string, number>();
  return async <Body>(lab_id: string, receive: () => Promise<Body>): Promise<Body> => {
    const count = underWay.get(lab_id) ?? 0;
    if (count >= mostOfALab) throw tooManyAtOnce();
    underWay.set(lab_id, count + 1);
    try {
      return await receive();
    } finally {
      const left = (underWay.get(lab_id) ?? 1) - 1;
      if (left > 0) underWay.set(lab_id, left);
      else underWay.delete(lab_id);
    }
  };
};

const tooManyAtOnce = (): LabSecureError =>
  new LabSecureError(
    `Your lab sends more than ${mostOfALab} bodies at once; send this one again in a moment.`,
    {
      code: 'E_TOO_MANY',
      status: 429,
      retryable: true,
      retryAfterSeconds: 5,
    },
  );
