import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { clientToken } from '@labsecure/local-cloud/tokens';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { type Child, startChild } from '@labsecure/testing/child';
import { expect, vi } from 'vitest';
import { readSettings } from '../src/shared/settings.ts';

const patience = { timeout: 60_000, interval: 100 };

/** A service as a process of its own, as in real life. */
const startService = (cloud: LocalCloud, name: string, more: Record<string, string> = {}): Child =>
  startChild(new URL(`../../../services/${name}/src/main.ts`, import.meta.url), [], {
    ...cloud.env,
    PORT: '0',
    ...more,
  });

let next = 0;

/** A body of its own accession number each time. */
export const aBody = (more: object) => {
  next += 1;
  return {
    patient_id: 'P123456',
    lab_id: 'LAB001',
    accession_number: `OP-${process.pid}-${next}`,
    test_type: 'other',
    status: 'final',
    test_date: '2024-01-15T10:30:00Z',
    results: [{ test_code: 'HGB', value: 13.2, unit: 'g/dL', reference_range: '12.0-16.0' }],
    ...more,
  };
};

/** A local cloud with ingest and processor beside it. */
export const startPlatform = async () => {
  const cloud = await startLocalCloud();
  const ingest = startService(cloud, 'ingest');
  const processor = startService(cloud, 'processor', {
    RECONCILE_AFTER_SECONDS: '1',
    RECONCILE_EVERY_SECONDS: '1',
  });
  const url = await vi.waitFor(() => {
    const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(ingest.output()) ?? [];
    expect(found).toBeDefined();
    return found;
  }, patience);
  const settings = readSettings(cloud.env);
  const clients = createAwsClients(settings);
  const { documents } = clients;

  const ask = async (path: string, client_id: string, init: RequestInit = {}) => {
    const token = await clientToken(cloud, 'LAB001', { claims: { sub: client_id, client_id } });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return fetch(`${url}/api/v1/${path}`, { ...init, headers });
  };
  const stateOf = async (result_id: string) => {
    const answer = await ask(`status/${result_id}`, 'lab001-client');
    return (await answer.json()) as { status: string; submissions: { submission_id: string }[] };
  };

  return {
    cloud,
    records: { documents, prefix: settings.RESOURCE_PREFIX },
    /** What ingest answers to a body sent by this client. On a busy machine it may ask for patience first. */
    send: (body: object, client_id = 'lab001-client') =>
      vi.waitFor(async () => {
        const answer = await ask('ingest', client_id, { method: 'POST', body: JSON.stringify(body) });
        const text = await answer.text();
        expect(answer.status, text).not.toBe(503);
        const { result_id = '' } = JSON.parse(text) as { result_id?: string };
        return { status: answer.status, result_id, answer: text };
      }, patience),
    until: (result_id: string, state: string) =>
      vi.waitFor(async () => {
        const found = await stateOf(result_id);
        expect(found.status).toBe(state);
        return found.submissions[0]?.submission_id ?? '';
      }, patience),
    stop: async () => {
      for (const child of [ingest, processor]) {
        child.process.kill('SIGKILL');
        await child.ended;
      }
      clients.destroy();
      await cloud.close();
    },
  };
};
export type Platform = Awaited<ReturnType<typeof startPlatform>>;
