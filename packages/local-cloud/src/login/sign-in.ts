import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { sendPage } from '../page.ts';
import type { Account, LoginOptions } from './options.ts';
import { loginPage, problemPage } from './pages.ts';

const findAccount = (accounts: Account[], form: URLSearchParams): Account | undefined => {
  const name = form.get('username')?.trim().toLowerCase();
  const account = accounts.find(({ username, email }) => username === name || email === name);
  return account && account.password === form.get('password') ? account : undefined;
};

const inProgress = async (provider: Provider, request: IncomingMessage, response: ServerResponse) => {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
};

/** The page a person signs in on: GET shows it, POST tries the user name and password. */
export const handleSignIn = async (
  provider: Provider,
  options: LoginOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const targets = [new URL(options.portalUrl).origin];
  const interaction = await inProgress(provider, request, response);
  if (!interaction) {
    const sentence =
      'This sign-in has waited too long, or was started in another browser. Please start again.';
    return sendPage(response, 400, problemPage(sentence, options.portalUrl));
  }
  const action = `/login/${interaction.uid}`;
  if (request.method !== 'POST') {
    return sendPage(response, 200, loginPage({ action }), targets);
  }
  const form = new URLSearchParams(await text(request));
  const account = findAccount(options.accounts, form);
  if (!account) {
    const problem = 'The user name or the password is not right. Please check both and try again.';
    const username = form.get('username') ?? '';
    return sendPage(response, 401, loginPage({ action, username, problem }), targets);
  }
  await provider.interactionFinished(request, response, { login: { accountId: account.subject } });
};
