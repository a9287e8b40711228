import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { jsonIn } from '../domain/answers/json-answer.ts';
import type { HttpAnswer } from '../domain/answers/told.ts';
import { DeniedError, UnreachableError } from '../domain/errors.ts';
import type { Http } from './http.ts';
import type { Client, Token, TokenCache } from './token-cache.ts';

const scope = 'labsecure/results.write';

/** So long before its end a token is not used any more: a request takes time, and clocks differ. */
const marginMs = 60_000;

const Granted = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Optional(Type.Number()),
});
const granted = Compile(Granted);
const refused = Compile(Type.Object({ error: Type.String({ pattern: '^[a-z_]{1,40}$' }) }));

/** When the login does not say how long a token lives, in seconds. */
const usualLife = 300;

export interface Tokens {
  /**
   * A token that is good for some time yet.
   * @throws DeniedError, UnreachableError
   */
  get: () => Promise<Token>;
  /** A new one, in place of one that was not accepted. */
  renew: () => Promise<Token>;
}

const readGrant = (answer: HttpAnswer): Static<typeof Granted> => {
  const { status, text, retry_after } = answer;
  const value = jsonIn(text);
  if (status === 200 && granted.Check(value)) return value;
  if (status >= 500 || status === 429 || status === 408) {
    const retryAfterSeconds = Number(retry_after) || undefined;
    throw new UnreachableError(`The login answered ${status}.`, { retryAfterSeconds });
  }
  const why = refused.Check(value) ? `${status}, ${value.error}` : String(status);
  throw new DeniedError(`The login gave no token (${why}); check token_url, client_id and client_secret.`);
};

/** RFC 6749, section 2.3.1: form-encoded before they are joined. */
const basic = ({ client_id, client_secret }: Client): string =>
  `Basic ${btoa(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`)}`;

/** Access tokens by client credentials, kept until shortly before they expire. */
export const createTokens = (
  client: Client,
  { http, cache, now }: { http: Http; cache: TokenCache; now: () => Date },
): Tokens => {
  let held: Token | undefined;
  let asking: Promise<Token> | undefined;

  const isGood = ({ expires_at }: Token): boolean => Date.parse(expires_at) - marginMs > now().getTime();

  const ask = async (): Promise<Token> => {
    const answer = await http({
      method: 'POST',
      url: client.token_url,
      headers: { authorization: basic(client), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    });
    const { access_token, expires_in = usualLife } = readGrant(answer);
    held = { access_token, expires_at: new Date(now().getTime() + expires_in * 1000).toISOString() };
    await cache.write(held);
    return held;
  };

  const renew = (): Promise<Token> => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  const get = async (): Promise<Token> => {
    held ??= await cache.read();
    return held && isGood(held) ? held : await renew();
  };

  return { get, renew };
};
