import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { LocalCloud } from '@labsecure/local-cloud/cloud';
import { clientToken } from '@labsecure/local-cloud/tokens';
import { createAudit } from '@labsecure/records/audit';
import { createLabs } from '@labsecure/records/labs';
import { stateKeyOf } from '@labsecure/records/pending';
import { createSubmissions } from '@labsecure/records/submissions';
import { openTable } from '@labsecure/records/table';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { Settings } from '../config.ts';
import { wire } from '../wiring.ts';
import { createQueuePeek } from './queue-peek.ts';

/** On a busy machine a request may have to wait, which here is no reason to be told to come again. */
const patient = { MAX_EVENT_LOOP_DELAY_MS: '60000' };

/** Ingest as it really is, over a local cloud of its own, with eyes into everything behind it. */
export const startIngestWorld = async (cloud: LocalCloud, overrides: Record<string, string> = {}) => {
  const settings = loadSettings(Settings, { ...cloud.env, PORT: '0', ...patient, ...overrides });
  const log: string[] = [];
  const logger = createLogger({
    service: 'ingest',
    level: 'trace',
    destination: { write: (line) => log.push(line) },
  });
  const service = await wire(settings, logger);
  await service.app.ready();

  // On a busy machine an answer may take longer: what is sent again for that would be there twice.
  const eyes = createAwsClients(loadSettings(Settings, { ...cloud.env, PORT: '0' }), {
    requestTimeoutMs: 60_000,
  });
  const records = { documents: eyes.documents, prefix: settings.RESOURCE_PREFIX };
  const tokens = { LAB001: await clientToken(cloud, 'LAB001'), LAB002: await clientToken(cloud, 'LAB002') };

  type Headers = Record<string, string>;
  const postTo = (url: string, body: string | Buffer | object, headers: Headers, token: string) =>
    service.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  const post = (body: string | Buffer | object, headers: Headers = {}, token = tokens.LAB001) =>
    postTo('/api/v1/ingest', body, headers, token);
  const validate = (body: string | Buffer | object, headers: Headers = {}, token = tokens.LAB001) =>
    postTo('/api/v1/validate', body, headers, token);
  const history = (query = '', token = tokens.LAB001) =>
    service.app.inject({ url: `/api/v1/submissions${query}`, headers: { authorization: `Bearer ${token}` } });
  const status = (resultId: string, token = tokens.LAB001) =>
    service.app.inject({ url: `/api/v1/status/${resultId}`, headers: { authorization: `Bearer ${token}` } });

  return {
    ...service,
    eyes,
    log,
    tokens,
    post,
    validate,
    history,
    status,
    audit: createAudit(records),
    labs: createLabs(records),
    submissions: createSubmissions(records),
    /** What the processor does when it has shown a result to its patient. */
    becomesOf: (
      patient_id: string,
      { result_id, submission_id }: { result_id: string; submission_id: string },
    ) =>
      openTable(records, 'submissions').put({
        ...stateKeyOf(result_id, submission_id),
        state: 'READY',
        problems: [],
        patient_id,
        updated_at: new Date().toISOString(),
      }),
    /** What lies in the raw bucket of a lab. */
    storedKeys: async (labId: string): Promise<string[]> => {
      const Bucket = `${settings.RESOURCE_PREFIX}raw`;
      const { Contents = [] } = await eyes.s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: `raw/${labId}/` }),
      );
      return Contents.map(({ Key = '' }) => Key);
    },
    /** What is kept of a result; the newest when there are several. */
    rawBytesOf: async (resultId: string): Promise<Buffer> => {
      const [newest] = await createSubmissions(records).ofResult(resultId);
      const Bucket = `${settings.RESOURCE_PREFIX}raw`;
      const command = new GetObjectCommand({ Bucket, Key: newest?.submission.raw_key ?? '' });
      const { Body } = await eyes.s3.send(command);
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    queue: await createQueuePeek(eyes.sqs, settings.RESOURCE_PREFIX),
    stop: async () => {
      await service.stop();
      eyes.destroy();
    },
  };
};
export type IngestWorld = Awaited<ReturnType<typeof startIngestWorld>>;
