import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { UnavailableError } from '@labsecure/contracts/errors';

export interface KeySetOptions {
  jwksUri: string;
  /** How long the keys are used before they are fetched again. */
  maxAgeMs?: number;
  /** Time between two fetches, so that tokens with made-up key ids cannot make us ask all the time. */
  cooldownMs?: number;
  timeoutMs?: number;
  onFailure?: (error: unknown) => void;
}

interface PublishedKey extends JsonWebKey {
  kid?: string;
  use?: string;
  alg?: string;
}

const isKeySet = (value: unknown): value is { keys: PublishedKey[] } =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);

const signsWithRs256 = ({ kty, use, alg }: PublishedKey): boolean =>
  kty === 'RSA' && (use === undefined || use === 'sig') && (alg === undefined || alg === 'RS256');

async function fetchKeys(uri: string, timeoutMs: number): Promise<Map<string, string>> {
  const response = await fetch(uri, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`The key set was answered with ${response.status}.`);
  const body: unknown = await response.json();
  if (!isKeySet(body)) throw new Error('The answer is no key set.');
  const keys = new Map<string, string>();
  for (const jwk of body.keys) {
    if (jwk.kid === undefined || !signsWithRs256(jwk)) continue;
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    keys.set(jwk.kid, pem.toString());
  }
  return keys;
}

/**
 * The RSA keys published at one configured address, as PEM by key id. One fetch at a time, however many wait for it.
 * Known keys go on serving while the address is unreachable.
 * @returns undefined for a key id that is not published
 * @throws UnavailableError when the key id is unknown and the address cannot be asked
 */
export function createKeySet(options: KeySetOptions): (kid: string) => Promise<string | undefined> {
  const { jwksUri, maxAgeMs = 600_000, cooldownMs = 10_000, timeoutMs = 2500, onFailure } = options;
  let keys = new Map<string, string>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let fetching: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    try {
      keys = await fetchKeys(jwksUri, timeoutMs);
      fetchedAt = performance.now();
      failedAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      failedAt = performance.now();
      failure = error;
      onFailure?.(error);
    } finally {
      fetching = undefined;
    }
  }
  /** A failed fetch is tried again sooner than a good one, but not by every request of a crowd. */
  const mayFetch = (now: number): boolean =>
    now - fetchedAt >= cooldownMs && now - failedAt >= cooldownMs / 10;

  return async (kid) => {
    const now = performance.now();
    const known = keys.get(kid);
    if (known !== undefined) {
      if (now - fetchedAt >= maxAgeMs && mayFetch(now)) fetching ??= refresh();
      return known;
    }
    if (mayFetch(now)) fetching ??= refresh();
    await fetching;
    const found = keys.get(kid);
    if (found === undefined && failedAt > fetchedAt)
      throw new UnavailableError('The login does not answer.', failure);
    return found;
  };
}
