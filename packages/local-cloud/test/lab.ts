import { setTimeout as pause } from 'node:timers/promises';
import type {
  AcceptedAnswer,
  SealingKeyAnswer,
  StatusAnswer,
  SubmissionsPage,
  UploadAddress,
} from '@labsecure/contracts/api';
import type { System } from '../src/system/system.ts';
import { clientToken } from '../src/tokens.ts';

/** A blood count of Maria Garcia as LAB001 sends it. */
export const bloodCount = (accession: string, change: object = {}): object => ({
  patient_id: 'P234567',
  lab_id: 'LAB001',
  accession_number: accession,
  test_type: 'complete_blood_count',
  test_date: new Date(Date.now() - 3_600_000).toISOString(),
  physician: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
  results: [
    { test_code: 'WBC', value: 6.2, unit: '10^3/uL', reference_range: '4.5-11.0', is_abnormal: false },
    { test_code: 'HGB', value: 11.4, unit: 'g/dL', reference_range: '12.0-15.5', is_abnormal: true },
    { test_code: 'PLT', value: 250, unit: '10^3/uL', reference_range: '150-400', is_abnormal: false },
  ],
  ...change,
});

export interface TestLab {
  /** Sends once. */
  post(body: object): Promise<Response>;
  /** Sends as a lab does: again and again until it is accepted. */
  deliver(body: object): Promise<AcceptedAnswer>;
  status(resultId: string): Promise<StatusAnswer>;
  history(): Promise<SubmissionsPage['submissions']>;
  sealingKey(): Promise<SealingKeyAnswer>;
  /** Asks for an address and puts the file there, without any further sign-in. */
  upload(fileName: string, content: string | Uint8Array<ArrayBuffer>): Promise<UploadAddress>;
  /** Waits until the newest submission has ended. @throws when it does not within the time */
  ended(resultId: string, timeoutMs?: number): Promise<StatusAnswer>;
}

/** A laboratory at the front door. */
export const labAt = (ingestUrl: string, token: string): TestLab => {
  const authorization = `Bearer ${token}`;
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${ingestUrl}${path}`, {
      ...init,
      headers: { authorization, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(20_000),
    });
  const post = (body: object): Promise<Response> =>
    call('/api/v1/ingest', { method: 'POST', body: JSON.stringify(body) });
  const status = async (resultId: string): Promise<StatusAnswer> =>
    (await (await call(`/api/v1/status/${resultId}`)).json()) as StatusAnswer;

  const upload = async (
    file_name: string,
    content: string | Uint8Array<ArrayBuffer>,
  ): Promise<UploadAddress> => {
    const body = JSON.stringify({ file_name, size: Buffer.byteLength(content) });
    const asked = await call('/api/v1/uploads', { method: 'POST', body });
    if (asked.status !== 201) throw new Error(`No address was given: ${asked.status}`);
    const address = (await asked.json()) as UploadAddress;
    const { url, method, headers } = address;
    const put = await fetch(url, { method, headers, body: content, signal: AbortSignal.timeout(20_000) });
    if (!put.ok) throw new Error(`The file was not put: ${put.status}`);
    return address;
  };

  const until = async <T>(timeoutMs: number, what: string, ask: () => Promise<T | undefined>): Promise<T> => {
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined) return answer;
      await pause(100);
    }
    throw new Error(`${what} within ${timeoutMs} ms.`);
  };
  return {
    post,
    status,
    upload,
    history: async () => ((await (await call('/api/v1/submissions')).json()) as SubmissionsPage).submissions,
    sealingKey: async () => (await (await call('/api/v1/sealing-key')).json()) as SealingKeyAnswer,
    deliver: (body) =>
      until(90_000, 'The submission was not accepted', async () => {
        const answer = await post(body);
        return answer.status === 202 ? ((await answer.json()) as AcceptedAnswer) : undefined;
      }),
    ended: (resultId, timeoutMs = 90_000) =>
      until(timeoutMs, `Result ${resultId} did not end`, async () => {
        const answer = await status(resultId);
        return ['READY', 'REJECTED', 'FAILED'].includes(answer.status) ? answer : undefined;
      }),
  };
};

/** LAB001 at the front door of a running system. */
export const testLab = async ({ cloud, urls }: System): Promise<TestLab> =>
  labAt(urls.ingest, await clientToken(cloud, 'LAB001'));
