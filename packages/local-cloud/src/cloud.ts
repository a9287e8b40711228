import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDynamoDb } from './aws/dynamodb.ts';
import type { RunningServer } from './aws/running-server.ts';
import { startS3AndSqs } from './aws/s3-and-sqs.ts';
import { demoAccounts, demoMachines } from './demo/accounts.ts';
import { registerDemo } from './demo/register.ts';
import { portalClient } from './login/options.ts';
import { type Login, startLogin } from './login/server.ts';
import type { Mail } from './mailbox/mail.ts';
import { startMailbox } from './mailbox/ses.ts';
import { objectEvents } from './object-events.ts';
import { provision } from './provision.ts';

export interface CloudPorts {
  mailbox: number;
  login: number;
  s3AndSqs: number;
  dynamodb: number;
}

export interface LocalCloudOptions {
  /** Folder that keeps everything between runs; all in memory when absent. */
  dataDir?: string | undefined;
  /** Free ones when absent. */
  ports?: CloudPorts | undefined;
  host?: string | undefined;
  /** Where the portal is, as a browser sees it: the login sends people back there only. */
  portalUrl?: string | undefined;
}

export interface LocalCloud {
  /** Every setting that services take from their surroundings, their own ports and addresses aside. */
  env: Record<string, string>;
  login: Login;
  mailbox: { url: string; messages(): Promise<Mail[]> };
  close(): Promise<void>;
}

const prefix = 'labsecure-local-';
const anyPorts: CloudPorts = { mailbox: 0, login: 0, s3AndSqs: 0, dynamodb: 0 };

/** Starts all, or none: when one does not come up, the others are closed and its error is thrown. */
const startTogether = async <T extends RunningServer[]>(
  ...starts: { [K in keyof T]: Promise<T[K]> }
): Promise<T> => {
  const outcomes = await Promise.allSettled(starts);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return Promise.all(starts);
  await Promise.all(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.close()));
  throw failed.reason;
};

/**
 * Starts S3, SQS, DynamoDB, SES and the login in this process, with everything in `resources.json` created and the
 * demo labs and patients registered.
 * @throws PortTakenError when a port asked for is taken
 */
export const startLocalCloud = async (options: LocalCloudOptions = {}): Promise<LocalCloud> => {
  const { dataDir, host = '127.0.0.1', ports = anyPorts, portalUrl = 'http://127.0.0.1:4600' } = options;
  if (dataDir) await mkdir(dataDir, { recursive: true });
  const servers = await startTogether(
    startS3AndSqs({ host, port: ports.s3AndSqs, dataDir, events: objectEvents(prefix) }),
    startDynamoDb({ host, port: ports.dynamodb, path: dataDir && join(dataDir, 'dynamodb') }),
    startMailbox({ host, port: ports.mailbox, dataDir }),
    startLogin({
      host,
      port: ports.login,
      dataDir,
      portalUrl,
      accounts: demoAccounts,
      machines: demoMachines,
    }),
  );
  const [aws, dynamodb, mail, login] = servers;
  const url = (server: RunningServer): string => `http://${host}:${server.port}`;
  const endpoints = { s3: url(aws), sqs: url(aws), dynamodb: url(dynamodb) };
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    const created = await provision(endpoints, prefix);
    await registerDemo(endpoints.dynamodb, prefix, created);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_SES: url(mail),
      RESOURCE_PREFIX: prefix,
      OIDC_ISSUER: login.issuer,
      OIDC_JWKS_URI: `${login.issuer}/.well-known/jwks.json`,
      OIDC_CLIENT_ID: portalClient.client_id,
      OIDC_CLIENT_SECRET: portalClient.client_secret,
      OIDC_LOGOUT_URL: `${login.issuer}/logout`,
      MAIL_FROM: 'LabSecure <results@labsecure.example.com>',
      ADMIN_EMAIL: 'operations@labsecure.example.com',
    },
    login,
    mailbox: { url: url(mail), messages: async () => mail.messages() },
    close,
  };
};
