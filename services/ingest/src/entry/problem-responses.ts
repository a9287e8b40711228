import { ProblemDetails } from '@labsecure/contracts/problem';
import { spokenContent } from './spoken-content.ts';

interface Example {
  title: string;
  code: string;
  detail: string;
  errors?: { pointer: string; code: string; message: string }[];
}

/** Documents an answer that is not a success, with what it looks like. */
export const problemResponse = (
  status: number,
  description: string,
  example: Example,
  retryAfter = false,
) => ({
  description,
  ...(retryAfter
    ? { headers: { 'Retry-After': { type: 'integer', description: 'seconds to wait before trying again' } } }
    : {}),
  content: {
    'application/problem+json': {
      schema: ProblemDetails,
      examples: {
        [example.code]: {
          summary: example.detail,
          value: {
            type: 'about:blank',
            status,
            instance: '0c7c5a34-1f6c-4a0e-9b5a-3d1a6a1f0e2b',
            ...example,
          },
        },
      },
    },
  },
});

/** The same in the language of who sent the body. */
export const spoken = <T extends { content: object }>(response: T) => ({
  ...response,
  content: { ...response.content, ...spokenContent },
});

/** What every address for laboratories may answer. */
export const commonProblems = {
  401: problemResponse(401, 'There is no valid access token.', {
    title: 'Not signed in',
    code: 'E_UNAUTHORIZED',
    detail: 'A valid access token is needed.',
  }),
  429: problemResponse(
    429,
    'Your client makes too many requests. Other clients of the same address do not count.',
    {
      title: 'Too many requests',
      code: 'E_TOO_MANY',
      detail: 'Too many requests; wait as long as Retry-After says, then go on.',
    },
    true,
  ),
  503: problemResponse(
    503,
    'Something behind this service does not answer. Nothing is half-done: send the same request again later.',
    {
      title: 'Not available at the moment',
      code: 'E_UNAVAILABLE',
      detail: 'A part of the service does not answer at the moment.',
    },
    true,
  ),
};
