import type { Lab } from '@labsecure/contracts/labs';

type FindByClient = (clientId: string) => Promise<Lab | undefined>;

/**
 * The lab behind an OAuth client, remembered for a moment: one read serves all requests of that moment, also those
 * that come while it is under way. A failed read is not remembered.
 * @param ttlMs how long a lab that was changed or barred may still count as it was
 */
export const createLabRegistry = (
  byClient: FindByClient,
  ttlMs: number,
  now: () => number = Date.now,
): FindByClient => {
  const known = new Map<string, { lab: Promise<Lab | undefined>; until: number }>();
  return (clientId) => {
    const hit = known.get(clientId);
    if (hit !== undefined && hit.until > now()) return hit.lab;
    const lab = byClient(clientId);
    const entry = { lab, until: now() + ttlMs };
    known.set(clientId, entry);
    lab.catch(() => {
      if (known.get(clientId) === entry) known.delete(clientId);
    });
    return lab;
  };
};
