/** Someone who can sign in. */
export interface Account {
  /** `sub` of their tokens. */
  subject: string;
  username: string;
  email: string;
  given_name: string;
  family_name: string;
  password: string;
  groups: string[];
}

/** A machine that gets tokens for itself. */
export interface MachineClient {
  client_id: string;
  client_secret: string;
}

export interface LoginOptions {
  host: string;
  port: number;
  /** Name of the login in its tokens, and where browsers and services reach it; its own address when absent. */
  issuer?: string | undefined;
  /** Folder that keeps the signing key, sign-ins and refresh tokens; all forgotten at the end when absent. */
  dataDir?: string | undefined;
  /** Where the portal is, as a browser sees it. */
  portalUrl: string;
  accounts: Account[];
  machines: MachineClient[];
}

export const portalClient = { client_id: 'labsecure-portal', client_secret: 'labsecure-portal-local-secret' };

export const userScope = 'openid profile email';
export const labScope = 'labsecure/results.write';

/** Where the portal may ask the login to send people back to: after signing in, and after signing out. */
export const portalUris = (portalUrl: string): { redirect: string[]; logout: string[] } => ({
  redirect: [new URL('/auth/callback', portalUrl).href],
  logout: [new URL('/', portalUrl).href, new URL('/login', portalUrl).href],
});
