import { demoPassword, demoPeople } from '@labsecure/local-cloud/demo/people';
import { createPatients } from '@labsecure/records/patients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './portal.ts';
import { createVisitor, csrfOf, signIn, type Visitor } from './visitor.ts';

let it_is: TestPortal;
beforeAll(async () => {
  it_is = await startPortal();
});
afterAll(() => it_is.close());

const visitor = () => createVisitor(it_is.url);

describe('signing in', () => {
  it('When someone without a session asks for a page, then they are sent to the door and afterwards back', async () => {
    const maria = visitor();
    const door = await maria.get('/profile');
    expect(door.status).toBe(303);
    expect(door.headers.get('location')).toBe('/login?next=%2Fprofile');
    const page = await signIn(maria, 'maria.garcia', demoPassword, '/profile');
    expect(page.status).toBe(200);
    expect(maria.at).toBe(`${it_is.url}/profile`);
    expect(await page.text()).toContain('Maria Garcia');
  });

  it('When someone signs in, then the id of their session is a new one', async () => {
    const maria = visitor();
    await signIn(maria, 'maria.garcia', demoPassword);
    const before = maria.cookies.get('labsecure');
    await signIn(maria, 'maria.garcia', demoPassword);
    expect(before).toBeDefined();
    expect(maria.cookies.get('labsecure')).not.toBe(before);
    const old = visitor();
    old.cookies.set('labsecure', before ?? '');
    expect((await old.get('/dashboard')).status).toBe(303);
  });

  /** Everything up to the moment the login sends the person back. */
  const comeBack = async (maria: Visitor): Promise<URL> => {
    const login = await maria.follow(await maria.get('/auth/start'));
    const action = /action="([^"]+)"/.exec(await login.text())?.[1] ?? '';
    let answer = await maria.post(action, { username: 'maria.garcia', password: demoPassword });
    while (!answer.headers.get('location')?.startsWith(`${it_is.url}/auth/callback`))
      answer = await maria.get(answer.headers.get('location') ?? '');
    return new URL(answer.headers.get('location') ?? '');
  };

  const forged = (cookie = ''): string =>
    encodeURIComponent(decodeURIComponent(cookie).replace('"/dashboard"', '"/profile"'));

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'another')],
    ['another code', (url: URL) => url.searchParams.set('code', 'another')],
    ['no cookie', (_: URL, { cookies }: Visitor) => cookies.delete('labsecure-sign-in')],
    [
      'a cookie that was changed on the way',
      (_: URL, { cookies }: Visitor) =>
        cookies.set('labsecure-sign-in', forged(cookies.get('labsecure-sign-in'))),
    ],
  ])('When someone comes back with %s, then nobody is signed in', async (_what, spoil) => {
    const maria = visitor();
    const back = await comeBack(maria);
    spoil(back, maria);
    const refused = await maria.get(back.href);
    expect(refused.headers.get('location')).toBe('/login?reason=failed');
    expect((await maria.get('/dashboard')).status).toBe(303);
  });

  it('When the address names a place elsewhere to go to, then it is ignored', async () => {
    const maria = visitor();
    await signIn(maria, 'maria.garcia', demoPassword, 'https://evil.example/dashboard');
    expect(maria.at).toBe(`${it_is.url}/dashboard`);
  });

  it('When no patient belongs to a sign-in, then a page says so and the only way on is out', async () => {
    const patients = createPatients(it_is.records);
    const li = demoPeople.find(({ username }) => username === 'li.chen');
    if (!li) throw new Error('there is no Li');
    await patients.put({ ...li.patient, subject: 'somebody-else' });
    const visit = visitor();
    const page = await signIn(visit, 'li.chen', demoPassword);
    expect(page.status).toBe(403);
    const html = await page.text();
    expect(html).toContain('No results are linked to this sign-in');
    const out = await visit.post('/logout', { _csrf: csrfOf(html) });
    expect(out.headers.get('location')).toContain('/logout?client_id=');
  });

  it('When the link between login and patient is taken away, then an open session shows nothing more', async () => {
    const patients = createPatients(it_is.records);
    const sarah = demoPeople.find(({ username }) => username === 'sarah.johnson');
    if (!sarah) throw new Error('there is no Sarah');
    const visit = visitor();
    expect((await signIn(visit, 'sarah.johnson', demoPassword)).status).toBe(200);
    await patients.put({ ...sarah.patient, subject: 'somebody-else' });
    for (const path of ['/dashboard', '/profile', '/results/00000000-0000-4000-8000-000000000000'])
      expect((await visit.get(path)).status).toBe(403);
  });

  it('A query string, the login code in it above all, is never logged', async () => {
    const maria = visitor();
    await signIn(maria, 'maria.garcia', demoPassword);
    const lines = it_is.log.join('');
    expect(lines).toContain('/auth/callback');
    expect(lines).not.toMatch(/code=|[?&]state=/);
    expect(lines).not.toContain('Garcia');
  });
});

describe('signing out', () => {
  it('When someone signs out, then the session is gone, the login forgets them, and the door says so', async () => {
    const maria = visitor();
    const html = await (await signIn(maria, 'maria.garcia', demoPassword)).text();
    const cookie = maria.cookies.get('labsecure') ?? '';
    const door = await maria.follow(await maria.post('/logout', { _csrf: csrfOf(html) }));
    expect(maria.at).toBe(`${it_is.url}/login`);
    expect(await door.text()).toContain('You are signed out.');
    const thief = visitor();
    thief.cookies.set('labsecure', cookie);
    expect((await thief.get('/dashboard')).status).toBe(303);
  });

  it('When a form comes without its token, then nothing happens', async () => {
    const maria = visitor();
    await signIn(maria, 'maria.garcia', demoPassword);
    expect((await maria.post('/logout', {})).status).toBe(403);
    expect((await maria.post('/profile/notifications', { email: 'off', _csrf: 'made-up' })).status).toBe(403);
    expect((await maria.get('/dashboard')).status).toBe(200);
  });
});
