import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getContainerRuntimeClient } from 'testcontainers';
import { expect, inject } from 'vitest';
import { askForLabToken } from '../../src/demo/lab-token.ts';
import { fetchMails } from '../../src/mailbox/localstack.ts';
import type { Mail } from '../../src/mailbox/mail.ts';
import type { ServiceName } from '../../src/system/service-settings.ts';
import { labAt, type TestLab } from '../lab.ts';

/** What the tests are told of the running stack. */
export interface StackFacts {
  /** Name of the compose project. */
  project: string;
  urls: Record<'portal' | 'ingest' | 'mailbox' | 'login' | 'aws', string>;
}

export type ContainerName = ServiceName | 'localstack' | 'login' | 'mailbox' | 'provision' | 'demo';

export const { project, urls } = inject('stack');
export const aws = {
  region: 'us-east-1',
  endpoint: urls.aws,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
export const prefix = 'labsecure-local-';

export const engine = async () => (await getContainerRuntimeClient()).container.dockerode;

/** The one container of a service, running or not. */
export const containerOf = async (service: ContainerName) => {
  const docker = await engine();
  const label = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const [found] = await docker.listContainers({ all: true, filters: { label } });
  if (!found) throw new Error(`${service} has no container`);
  return docker.getContainer(found.Id);
};

/** Ends a container's processes as a crash does: from within, so that the engine sees no one having asked for it. */
export const crash = async (service: ServiceName): Promise<void> => {
  const exec = await (await containerOf(service)).exec({ Cmd: ['sh', '-c', 'kill -9 -1'] });
  await exec.start({ Detach: true });
};

/** @throws when the container is not healthy within the time */
export const healthy = async (service: ContainerName, timeoutMs = 180_000): Promise<void> => {
  const end = Date.now() + timeoutMs;
  let state: string | undefined;
  while (Date.now() < end) {
    state = (await (await containerOf(service)).inspect()).State.Health?.Status;
    if (state === 'healthy') return;
    await pause(250);
  }
  throw new Error(`${service} is ${state}, and was to be healthy within ${timeoutMs} ms`);
};

export const lab001 = async (): Promise<TestLab> =>
  labAt(urls.ingest, await askForLabToken(urls.login, 'LAB001'));

export const mailsTo = async (address: string): Promise<Mail[]> =>
  (await fetchMails(urls.aws)).filter(({ destination }) => destination.to.includes(address));

/** Waits until no event is left with which an e-mail may still come: none that waits, and none that notify has in hand. */
export const allTold = async (): Promise<void> => {
  const sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false });
  const QueueUrl = `${aws.endpoint}/queue/${aws.region}/000000000000/${prefix}notifications`;
  const left = async (): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inHand } =
      Attributes;
    return Number(waiting) + Number(inHand);
  };
  try {
    await expect.poll(left, { timeout: 180_000, interval: 500 }).toBe(0);
  } finally {
    sqs.destroy();
  }
};
