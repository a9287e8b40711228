import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { sendPage } from '../page.ts';
import { type LoginOptions, portalClient, portalUris } from './options.ts';
import { problemPage } from './pages.ts';

/**
 * Cognito's logout: `GET /logout?client_id=...&logout_uri=...` ends the sign-in and sends the browser to the address,
 * if it is one the client registered.
 */
export const handleSignOut = async (
  provider: Provider,
  options: LoginOptions,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const target = query.get('logout_uri') ?? '';
  const known = query.get('client_id') === portalClient.client_id;
  if (!known || !portalUris(options.portalUrl).logout.includes(target)) {
    const sentence = 'The client or the address to go to after signing out is not registered here.';
    return sendPage(response, 400, problemPage(sentence));
  }
  const session = await provider.Session.get(provider.createContext(request, response));
  if (session.accountId) await session.destroy();
  const expired = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';
  const names = [provider.cookieName('session'), `${provider.cookieName('session')}.sig`];
  response
    .writeHead(302, { location: target, 'set-cookie': names.map((name) => `${name}=; ${expired}`) })
    .end();
};
