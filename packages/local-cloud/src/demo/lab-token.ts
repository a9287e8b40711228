import { labScope } from '../login/options.ts';
import { demoLabSecret, demoLabs } from './labs.ts';

/**
 * An access token as a demo lab asks the login for it: client credentials. Good for 12 hours.
 * @throws Error when the login refuses, or does not answer within 10 s
 */
export const askForLabToken = async (loginUrl: string, labId: string): Promise<string> => {
  const lab = demoLabs.find(({ lab_id }) => lab_id === labId);
  if (!lab) throw new Error(`There is no demo lab ${labId}.`);
  const answer = await fetch(`${loginUrl}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${lab.client_id}:${demoLabSecret(lab)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: labScope }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`The login gave ${labId} no token: ${answer.status}.`);
  return ((await answer.json()) as { access_token: string }).access_token;
};
