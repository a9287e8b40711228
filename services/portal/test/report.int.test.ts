import { createServer, type Server } from 'node:http';
import { demoPassword, demoPeople } from '@labsecure/local-cloud/demo/people';
import { createSessions } from '@labsecure/records/sessions';
import type { Session } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './portal.ts';
import { createVisitor, csrfOf, signIn, type Visitor } from './visitor.ts';

const result = '11111111-2222-5333-8444-555555555555';
const documents = 'http://127.0.0.1:9';
const link = `${documents}/reports/one.pdf?signature=abc`;

/** Stands where the report service would. */
let report: Server;
let answer: { status: number; url: string };
let asked: { path: string | undefined; token: string }[];
let portal: TestPortal;
let maria: Visitor;
let form: { _csrf: string };

beforeAll(async () => {
  report = createServer((request, response) => {
    asked.push({ path: request.url, token: request.headers.authorization?.replace('Bearer ', '') ?? '' });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url: answer.url, expires_at: '2026-01-01T00:00:00Z' }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => report.once('listening', resolve));
  const address = report.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  portal = await startPortal({ REPORT_URL: `http://127.0.0.1:${port}`, DOCUMENTS_ORIGIN: documents });
});
afterAll(async () => {
  await portal.close();
  report.close();
});
beforeEach(async () => {
  asked = [];
  answer = { status: 200, url: link };
  maria = createVisitor(portal.url);
  form = { _csrf: csrfOf(await (await signIn(maria, 'maria.garcia', demoPassword)).text()) };
});

const claimsOf = (token: string): { sub?: string; jti?: string } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

const changeSession = async (change: (session: Session) => void): Promise<void> => {
  const sessions = createSessions<Session>(portal.records);
  const id = decodeURIComponent(maria.cookies.get('labsecure') ?? '').split('.')[0] ?? '';
  const session = await sessions.get(id);
  if (!session) throw new Error('there is no session');
  change(session);
  await sessions.set(id, session, new Date(Date.now() + 60_000));
};

describe('the button for the PDF', () => {
  it("Asks with the person's own token and sends them to the document", async () => {
    const to = await maria.post(`/results/${result}/report`, form);
    expect(to.status).toBe(303);
    expect(to.headers.get('location')).toBe(link);
    expect(asked[0]?.path).toBe(`/api/v1/results/${result}/report`);
    const subject = demoPeople.find(({ username }) => username === 'maria.garcia')?.patient.subject;
    expect(claimsOf(asked[0]?.token ?? '').sub).toBe(subject);
  });

  it('When the token has run out, then a new one is asked for first', async () => {
    await maria.post(`/results/${result}/report`, form);
    await changeSession((session) => {
      if (session.tokens) session.tokens.expires_at = Date.now() - 1;
    });
    expect((await maria.post(`/results/${result}/report`, form)).status).toBe(303);
    await maria.post(`/results/${result}/report`, form);
    const tokens = asked.map(({ token }) => claimsOf(token).jti);
    expect(tokens[1]).not.toBe(tokens[0]);
    expect(tokens[2]).toBe(tokens[1]);
  });

  it('When the login no longer vouches for the person, then they are asked to sign in again', async () => {
    await changeSession((session) => {
      session.tokens = { access_token: 'x', refresh_token: 'made-up', expires_at: 0 };
    });
    const to = await maria.post(`/results/${result}/report`, form);
    expect(to.headers.get('location')).toBe(`/login?next=%2Fresults%2F${result}`);
    expect(asked).toHaveLength(0);
  });

  it('When the report service says no, then the page is that of an unknown result', async () => {
    const unknown = await (await maria.get('/nothing')).text();
    for (const status of [403, 404]) {
      answer.status = status;
      const refused = await maria.post(`/results/${result}/report`, form);
      expect(refused.status).toBe(404);
      const plain = (html: string) => html.replaceAll(/value="[^"]+"/g, '');
      expect(plain(await refused.text())).toBe(plain(unknown));
    }
  });

  it('When the report service is down, then a page says to try again', async () => {
    answer.status = 503;
    const refused = await maria.post(`/results/${result}/report`, form);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
  });

  it('When the answer leads somewhere else than to the documents, then nobody is sent there', async () => {
    answer.url = 'https://evil.example/one.pdf';
    const refused = await maria.post(`/results/${result}/report`, form);
    expect(refused.status).toBe(500);
    expect(await refused.text()).not.toContain('evil.example');
  });
});
