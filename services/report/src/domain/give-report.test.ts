import { NotFoundError, UnavailableError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { patient, sampleResult } from '../../test/sample-results.ts';
import { createGiveReport, type GiveReportPorts } from './give-report.ts';

const subject = 'login-of-maria';
const version = sampleResult();
const ask = { subject, result_id: version.result_id };

/** What happened, in order, over a store that starts empty. */
const scene = (parts: Partial<GiveReportPorts> = {}) => {
  const happened: string[] = [];
  const stored = new Map<string, Uint8Array>();
  const give = createGiveReport({
    patientOf: async (login) => (login === subject ? patient : undefined),
    currentResult: async (patient_id, result_id) =>
      patient_id === patient.patient_id && result_id === version.result_id ? version : undefined,
    compose: () => ({
      fingerprint: 'f1',
      render: async () => {
        happened.push('render');
        return Uint8Array.of(1);
      },
    }),
    store: {
      has: async (key) => stored.has(key),
      put: async (key, pdf) => void stored.set(key, pdf),
      linkTo: async (key, fileName) => {
        happened.push('link');
        return { url: `https://documents.example.com/${key}?as=${fileName}`, expires_at: '' };
      },
    },
    appendAudit: async ({ action, actor_id, patient_id, result_id, channel }) => {
      happened.push(`audit ${action} ${channel}`);
      expect({ actor_id, patient_id, result_id }).toEqual({
        actor_id: subject,
        patient_id: 'P234567',
        result_id: version.result_id,
      });
    },
    ...parts,
  });
  return { give, happened, stored };
};

test('When a patient asks for their result, then it is made, kept under their own prefix, recorded and then given', async () => {
  const { give, happened, stored } = scene();
  const { url } = await give(ask);
  expect(happened).toEqual(['render', 'audit DOWNLOAD_REPORT report', 'link']);
  expect([...stored.keys()]).toEqual([`reports/P234567/${version.result_id}/f1.pdf`]);
  expect(url).toContain(`?as=lab-report-${version.result_id.slice(0, 8)}.pdf`);
});

test('When many ask for the same version at once, then it is made once and every access is recorded', async () => {
  const { give, happened } = scene();
  await Promise.all(Array.from({ length: 20 }, () => give(ask)));
  expect(happened.filter((what) => what === 'render')).toHaveLength(1);
  expect(happened.filter((what) => what.startsWith('audit'))).toHaveLength(20);
});

test('When it was made before, then it is not made again', async () => {
  const { give, happened } = scene();
  await give(ask);
  await give(ask);
  expect(happened.filter((what) => what === 'render')).toHaveLength(1);
});

test('When making it fails, then the next one who asks tries anew', async () => {
  let tries = 0;
  const render = async () => {
    tries += 1;
    if (tries === 1) throw new UnavailableError();
    return Uint8Array.of(1);
  };
  const { give } = scene({ compose: () => ({ fingerprint: 'f1', render }) });
  await expect(give(ask)).rejects.toBeInstanceOf(UnavailableError);
  await give(ask);
  expect(tries).toBe(2);
});

test('When the access cannot be recorded, then no link is given', async () => {
  const { give, happened } = scene({ appendAudit: () => Promise.reject(new UnavailableError()) });
  await expect(give(ask)).rejects.toBeInstanceOf(UnavailableError);
  expect(happened).not.toContain('link');
});

test.each([
  ['an unknown id', { ...ask, result_id: '3f0c5a86-7e0b-5f7a-9d0e-000000000000' }],
  ['a malformed id', { ...ask, result_id: '../P999999/x' }],
  ['an id in capitals', { ...ask, result_id: version.result_id.toUpperCase() }],
  ['a login without a patient', { ...ask, subject: 'someone-else' }],
])('When it is %s, then there is nothing there, and nothing is recorded', async (_what, request) => {
  const { give, happened } = scene();
  await expect(give(request)).rejects.toEqual(new NotFoundError());
  expect(happened).toEqual([]);
});
