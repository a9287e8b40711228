import { createServer, type Server } from 'node:net';
import { PortTakenError } from '../aws/listening.ts';

export interface SystemPorts {
  portal: number;
  ingest: number;
  processor: number;
  notify: number;
  report: number;
  mailbox: number;
  login: number;
  s3AndSqs: number;
  dynamodb: number;
}

const host = '127.0.0.1';

/** The ports of a system whose portal is on `base`. */
export const portsFrom = (base: number): SystemPorts => ({
  portal: base,
  ingest: base + 1,
  processor: base + 2,
  notify: base + 3,
  report: base + 4,
  mailbox: base + 10,
  login: base + 11,
  s3AndSqs: base + 12,
  dynamodb: base + 13,
});

const hold = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(new PortTakenError(port, error)));
    server.listen(port, host, () => resolve(server));
  });

const release = (servers: Server[]): Promise<unknown> =>
  Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));

/** @throws PortTakenError naming the first port that something else listens on */
export const ensureFree = async (ports: SystemPorts): Promise<void> => {
  const outcomes = await Promise.allSettled(Object.values(ports).map(hold));
  await release(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
  const taken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (taken) throw taken.reason;
};

/** Ports nobody listens on at the moment. */
export const findFreePorts = async (): Promise<SystemPorts> => {
  const names = Object.keys(portsFrom(0));
  const servers = await Promise.all(names.map(() => hold(0)));
  const ports = portsFrom(0);
  const found = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await release(servers);
  return { ...ports, ...Object.fromEntries(names.map((name, at) => [name, found[at] ?? 0])) };
};
