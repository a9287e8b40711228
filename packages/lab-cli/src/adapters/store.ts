import type { HttpAnswer } from '../domain/answers/told.ts';
import { DeniedError } from '../domain/errors.ts';
import { refusal } from '../domain/limits.ts';
import type { UploadPorts } from '../domain/upload.ts';
import { isSafe } from '../settings/check-field.ts';
import type { Http } from './http.ts';

/** A signature that has expired is answered with 403, a body that came too slowly with 400. */
const passing = new Set([400, 403, 408, 429]);

const verdictOf = ({ status, etag }: HttpAnswer): Awaited<ReturnType<UploadPorts['put']>> => {
  if (status === 200 && etag !== undefined) return 'done';
  const detail = `The store answered ${status}.`;
  if (status === 413) return refusal('E_TOO_LARGE', detail);
  if (status >= 500 || passing.has(status)) return { outcome: 'again', detail, is_general: true };
  return {
    outcome: 'denied',
    detail: `The address for the file answered ${status}, but not as a store does.`,
  };
};

/** They follow from address and body. */
const ownHeaders = new Set(['host', 'content-length']);

/** The store behind an upload address. It gets the file and what the address asks for; never the token. */
export const createPut =
  (http: Http, sent?: (bytes: number) => void): UploadPorts['put'] =>
  async ({ url, method, headers }, sealed, { bytes }) => {
    if (!isSafe(url)) throw new DeniedError('The platform gave an address for the file that is not https.');
    const given = Object.entries(headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
    const answer = await http({
      method,
      url,
      headers: Object.fromEntries(given),
      body: sealed,
      sent: (count) => sent?.(Math.min(count, bytes.length)),
    });
    return verdictOf(answer);
  };
