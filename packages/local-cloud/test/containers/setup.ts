import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DockerComposeEnvironment, getContainerRuntimeClient } from 'testcontainers';
import type { TestProject } from 'vitest/node';
import { findFreePorts } from '../../src/system/ports.ts';
import type { StackFacts } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: StackFacts;
  }
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const fifteenMinutes = 900_000;

const ensureEngine = async (): Promise<void> => {
  try {
    await getContainerRuntimeClient();
  } catch (cause) {
    const sentence =
      'No container engine answers. Start Docker (or Podman), then run npm run test:containers again.';
    throw new Error(sentence, { cause });
  }
};

/** While its history is sent, queues hold messages of the demo, and e-mails to its patients are switched off. */
const demoLoaded = async (project: string): Promise<void> => {
  const docker = (await getContainerRuntimeClient()).container.dockerode;
  const label = [`com.docker.compose.project=${project}`, 'com.docker.compose.service=demo'];
  const [demo] = await docker.listContainers({ all: true, filters: { label } });
  if (!demo) throw new Error('demo has no container');
  const { StatusCode } = await docker.getContainer(demo.Id).wait();
  if (StatusCode !== 0) throw new Error(`demo ended with ${StatusCode}`);
};

/** Builds and starts the compose file as it is, under a name and on ports of its own, once for all test files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await ensureEngine();
  const project = `labsecure-test-${randomBytes(4).toString('hex')}`;
  const ports = await findFreePorts();
  const environment = await new DockerComposeEnvironment(root, 'docker-compose.yml')
    .withProjectName(project)
    .withBuild()
    .withEnvironment({
      PORTAL_PORT: String(ports.portal),
      INGEST_PORT: String(ports.ingest),
      MAILBOX_PORT: String(ports.mailbox),
      LOGIN_PORT: String(ports.login),
      AWS_PORT: String(ports.s3AndSqs),
    })
    .withStartupTimeout(fifteenMinutes)
    .up();
  const down = async (): Promise<void> => {
    await environment.down({ removeVolumes: true, timeout: 10_000 });
  };
  try {
    await demoLoaded(project);
  } catch (error) {
    await down();
    throw error;
  }
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  provide('stack', {
    project,
    urls: {
      portal: url(ports.portal),
      ingest: url(ports.ingest),
      mailbox: url(ports.mailbox),
      login: url(ports.login),
      aws: url(ports.s3AndSqs),
    },
  });
  return down;
}
