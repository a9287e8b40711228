import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { PortTakenError } from '../aws/listening.ts';
import { ensureFree, findFreePorts, portsFrom } from './ports.ts';

test('When a port is taken, then the error names it', async () => {
  const ports = await findFreePorts();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(ports.report, '127.0.0.1', resolve));
  await expect(ensureFree(ports)).rejects.toThrow(new PortTakenError(ports.report));
  await new Promise((resolve) => other.close(resolve));
  await expect(ensureFree(ports)).resolves.toBeUndefined();
});

test('When free ports are looked for, then they are nine different ones, none of which a system gives away by itself', async () => {
  const ports = Object.values(await findFreePorts());
  expect(new Set(ports).size).toBe(9);
  // Linux gives away ports from 32768 on, others from higher up.
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('When the base moves, then every port moves with it', () => {
  expect(portsFrom(5600)).toEqual({
    portal: 5600,
    ingest: 5601,
    processor: 5602,
    notify: 5603,
    report: 5604,
    mailbox: 5610,
    login: 5611,
    s3AndSqs: 5612,
    dynamodb: 5613,
  });
});
