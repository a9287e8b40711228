import type { Problem } from '@labsecure/contracts/problem';
import type { ResultReference } from '../verdict.ts';

/** What came back over HTTP. */
export interface HttpAnswer {
  status: number;
  /** Without parameters, lower case. */
  media_type: string;
  location?: string;
  retry_after?: string;
  /** Of what a store has taken. */
  etag?: string;
  text: string;
}

/** What an answer says, in whatever language. */
export interface Told {
  problems: Problem[];
  results: ResultReference[];
  /** What is wrong as a whole, in a sentence. */
  detail?: string;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const statusPath = new RegExp(`/api/v1/status/(${uuid})`, 'g');

/**
 * The results a text gives the addresses of.
 * @param pointer where in what was sent they stand, as far as it is said
 */
export const followedIn = (text: string, pointer = ''): ResultReference[] =>
  [...text.matchAll(statusPath)].map(([, result_id = '']) => ({ ...(pointer && { pointer }), result_id }));
