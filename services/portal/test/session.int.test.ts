import { demoPassword } from '@labsecure/local-cloud/demo/people';
import { createSessions, type Sessions } from '@labsecure/records/sessions';
import type { Session } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './portal.ts';
import { createVisitor, signIn, type Visitor } from './visitor.ts';

let portal: TestPortal;
let sessions: Sessions<Session>;
let maria: Visitor;
let id: string;

beforeAll(async () => {
  portal = await startPortal();
  sessions = createSessions(portal.records);
});
afterAll(() => portal.close());
beforeEach(async () => {
  maria = createVisitor(portal.url);
  await signIn(maria, 'maria.garcia', demoPassword);
  id = decodeURIComponent(maria.cookies.get('labsecure') ?? '').split('.')[0] ?? '';
});

const stored = async (): Promise<Session> => {
  const session = await sessions.get(id);
  if (!session) throw new Error('there is no session');
  return session;
};

describe('a session', () => {
  it('When it is no more, then the door says why', async () => {
    await sessions.set(id, await stored(), new Date(Date.now() - 1000));
    const door = await maria.get('/dashboard');
    expect(door.headers.get('location')).toBe('/login?next=%2Fdashboard&reason=ended');
    expect(await (await maria.follow(door)).text()).toContain('signed out after 15 minutes');
  });

  it('When it is used, then it lives on', async () => {
    const twoMinutesAgo = Date.now() - 120_000;
    await sessions.set(id, { ...(await stored()), seen_at: twoMinutesAgo }, new Date(Date.now() + 60_000));
    await maria.get('/dashboard');
    expect((await stored()).seen_at).toBeGreaterThan(twoMinutesAgo);
  });

  it('Someone without one leaves none behind', async () => {
    const nobody = createVisitor(portal.url);
    await nobody.get('/login');
    await nobody.get('/dashboard');
    expect(nobody.cookies.size).toBe(0);
  });

  it('Its cookie is out of reach for scripts and other sites', async () => {
    const answer = await signInAnswer();
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('labsecure='));
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    expect(cookie).not.toMatch(/Expires|Max-Age|Domain/i);
  });
});

/** The answer that carries a new session. */
const signInAnswer = async (): Promise<Response> => {
  const visitor = createVisitor(portal.url);
  const login = await visitor.follow(await visitor.get('/auth/start'));
  const action = /action="([^"]+)"/.exec(await login.text())?.[1] ?? '';
  let answer = await visitor.post(action, { username: 'maria.garcia', password: demoPassword });
  while (!visitor.at.startsWith(`${portal.url}/auth/callback`))
    answer = await visitor.get(answer.headers.get('location') ?? '');
  return answer;
};

describe('too many attempts to sign in', () => {
  it('Are answered with a page that asks for patience', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => fetch(`${portal.url}/auth/callback`, { redirect: 'manual' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(70);
    expect(refused[0]?.headers.get('retry-after')).toBeTruthy();
    expect(await refused[0]?.text()).toContain('Too many attempts');
  });
});

describe('behind a proxy that speaks https', () => {
  it('The session is kept in a cookie that only this host can set', async () => {
    const secure = await startPortal({ SECURE_COOKIES: 'true', TRUSTED_PROXIES: '127.0.0.0/8' });
    const visitor = createVisitor(secure.url, { 'x-forwarded-proto': 'https' });
    const page = await signIn(visitor, 'maria.garcia', demoPassword);
    expect(page.status).toBe(200);
    expect([...visitor.cookies.keys()]).toContain('__Host-labsecure');
    await secure.close();
  });
});
