import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serviceNames } from '../../src/system/service-settings.ts';
import { type ContainerName, containerOf, engine, healthy } from './stack.ts';

const ours: ContainerName[] = [...serviceNames, 'login', 'mailbox'];
const published: ContainerName[] = ['portal', 'ingest', 'login', 'mailbox', 'localstack'];

const run = async (service: ContainerName, command: string): Promise<string> => {
  const exec = await (await containerOf(service)).exec({
    Cmd: ['sh', '-c', command],
    AttachStdout: true,
    Tty: true,
  });
  return (await text(await exec.start({ Tty: true }))).trim();
};

describe.each(ours)('%s', (service) => {
  test('runs as nobody in particular, may write nothing but /tmp, and holds no capability', async () => {
    const { Config, HostConfig } = await (await containerOf(service)).inspect();
    expect(Config.User).toBe('node');
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true'],
      Init: true,
      RestartPolicy: { Name: 'unless-stopped' },
    });
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(await run(service, 'id -u')).toBe('1000');
    expect(await run(service, 'grep -h CapEff /proc/self/status')).toMatch(/0{16}$/);
    expect(await run(service, 'touch /app/x 2>&1 || echo refused')).toContain('refused');
    expect(await run(service, 'touch /tmp/x && echo written')).toBe('written');
  });

  test('is asked for its readiness by the engine', async () => {
    const { Config } = await (await containerOf(service)).inspect();
    expect(JSON.stringify(Config.Healthcheck)).toContain('/ready');
    // One that another file has just started again may need a moment.
    await healthy(service);
  });

  test('adds at most 120 MB to its base', async () => {
    const docker = await engine();
    const base = /^FROM (\S+)/m.exec(
      readFileSync(new URL('../../../../Dockerfile', import.meta.url), 'utf8'),
    );
    const sizeOf = async (image: string): Promise<number> => (await docker.getImage(image).inspect()).Size;
    const { Image } = await (await containerOf(service)).inspect();
    expect((await sizeOf(Image)) - (await sizeOf(base?.[1] ?? ''))).toBeLessThan(120e6);
  });
});

test('Only what a person needs is published, and to this machine alone', async () => {
  for (const service of [...ours, 'localstack'] as const) {
    const { NetworkSettings } = await (await containerOf(service)).inspect();
    const hosts = Object.values(NetworkSettings.Ports).flatMap((bindings) => bindings ?? []);
    expect(
      hosts.map(({ HostIp }) => HostIp),
      service,
    ).toEqual(published.includes(service) ? ['127.0.0.1'] : []);
  }
});

test.each(serviceNames)(
  'The image of %s holds that service alone, and nothing of testing',
  async (service) => {
    expect(await run(service, 'ls services')).toBe(service);
    expect(await run(service, 'ls packages')).not.toContain('local-cloud');
    const stray =
      'find services packages -name "*.test.ts" -o -name testing -o -name test; ls -d node_modules/vitest 2>&-';
    expect(await run(service, stray)).toBe('');
  },
);

describe.each(serviceNames)('%s with bad settings', (service) => {
  const start = async (Env: string[]): Promise<{ code: number; lines: string[] }> => {
    const docker = await engine();
    const { Config } = await (await containerOf(service)).inspect();
    const container = await docker.createContainer({ Image: Config.Image, Env, Tty: true });
    try {
      const output = await container.attach({ stream: true, stdout: true, stderr: true });
      await container.start();
      const { StatusCode } = await container.wait();
      return { code: StatusCode, lines: (await text(output)).trim().split(/\r?\n/) };
    } finally {
      await container.remove({ force: true });
    }
  };

  test('says in one line which are missing, and ends', async () => {
    const { code, lines } = await start([]);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('AWS_REGION is missing');
  });

  test('says in one line which is malformed, and ends', async () => {
    const { Config } = await (await containerOf(service)).inspect();
    const { code, lines } = await start([...(Config.Env ?? []), 'PORT=eighty']);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('PORT must be an integer');
  });
});
