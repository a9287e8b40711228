import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { LocalCloud } from './cloud.ts';
import { demoLabs } from './demo/labs.ts';
import { demoPeople } from './demo/people.ts';
import { labScope, portalClient, userScope } from './login/options.ts';

export interface TokenOptions {
  /** Seconds from now; negative for one that has expired. Default an hour. */
  expiresIn?: number;
  /** Put over the usual claims; undefined leaves a claim out. */
  claims?: JWTPayload;
}

const issue = (cloud: LocalCloud, own: JWTPayload, options: TokenOptions): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  return cloud.login.sign({
    token_use: 'access',
    version: 2,
    jti: randomUUID(),
    iss: cloud.login.issuer,
    iat: now,
    exp: now + (options.expiresIn ?? 3600),
    ...own,
    ...options.claims,
  });
};

/**
 * An access token as the login issues it to the client of a demo lab, without asking for it over the wire.
 * @param labId for example `LAB001`
 */
export const clientToken = (
  cloud: LocalCloud,
  labId: string,
  options: TokenOptions = {},
): Promise<string> => {
  const lab = demoLabs.find(({ lab_id }) => lab_id === labId);
  if (!lab) throw new Error(`There is no demo lab ${labId}`);
  return issue(cloud, { sub: lab.client_id, client_id: lab.client_id, scope: labScope }, options);
};

/**
 * An access token as the portal gets it for a demo person, without anyone signing in.
 * @param username for example `maria.garcia`
 */
export const userToken = (
  cloud: LocalCloud,
  username: string,
  options: TokenOptions = {},
): Promise<string> => {
  const person = demoPeople.find((candidate) => candidate.username === username);
  if (!person) throw new Error(`There is no demo person ${username}`);
  const { subject } = person.patient;
  return issue(
    cloud,
    { sub: subject, client_id: portalClient.client_id, scope: userScope, username },
    options,
  );
};
