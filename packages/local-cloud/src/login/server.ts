import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { close, listen } from '../aws/listening.ts';
import type { RunningServer } from '../aws/running-server.ts';
import { loadKeys } from './keys.ts';
import type { LoginOptions } from './options.ts';
import { createProvider } from './provider.ts';
import { handleSignIn } from './sign-in.ts';
import { handleSignOut } from './sign-out.ts';
import { openLoginStore } from './store.ts';
import { handleUserInfo } from './user-info.ts';

export interface Login extends RunningServer {
  issuer: string;
  /** Signs any claims with the key of the login: for tests that need a token nobody would issue. */
  sign(claims: JWTPayload): Promise<string>;
}

/**
 * The stand-in for Cognito: oidc-provider behind Cognito's paths, with a login page and a logout of its own.
 * @throws PortTakenError
 */
export const startLogin = async (options: LoginOptions): Promise<Login> => {
  const keys = await loadKeys(options.dataDir);
  const server = createServer();
  const port = await listen(server, options.port, options.host);
  const issuer = options.issuer ?? `http://${options.host}:${port}`;
  const store = openLoginStore(options.dataDir);
  const provider = createProvider(issuer, options, keys, store);
  const answerProtocol = provider.callback();
  const key = await importJWK(keys.signing, 'RS256');
  const { kty, n, e } = keys.signing;
  const publicKey = await importJWK({ kty, n, e }, 'RS256');

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (pathname === '/ready') return void response.end('ready');
    if (pathname.startsWith('/login/')) return handleSignIn(provider, options, request, response);
    if (pathname === '/logout') return handleSignOut(provider, options, searchParams, request, response);
    if (pathname === '/oauth2/userInfo') {
      return handleUserInfo({ issuer, key: publicKey, accounts: options.accounts }, request, response);
    }
    // One name, whichever address it was reached by: addresses in its answers follow the issuer.
    request.headers.host = new URL(issuer).host;
    await answerProtocol(request, response);
  };

  server.on('request', (request, response) => {
    route(request, response).catch((error: unknown) => {
      console.error('login:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  return {
    port,
    issuer,
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keys.signing.kid }).sign(key),
    close: async () => {
      await close(server);
      store.close();
    },
  };
};
