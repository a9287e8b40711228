/** What the login gave us to act for someone. Never leaves the server. */
export interface Tokens {
  access_token: string;
  refresh_token?: string | undefined;
  /** When the access token stops working, epoch milliseconds. */
  expires_at: number;
}

/** Early enough that a token does not run out on its way. */
const margin = 30_000;

export const isFresh = (tokens: Tokens, now: number): boolean => tokens.expires_at - now > margin;
