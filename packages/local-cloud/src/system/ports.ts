import { randomInt } from 'node:crypto';
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

/** Below the ports that systems give to whoever asks for any, and to the near end of every connection. */
const lowestFree = 10_000;
const highestFree = 32_000;
const tries = 50;

/**
 * Ports nobody listens on at the moment, side by side. Chosen by chance, and where no system gives one away by itself: they
 * are still free when what is to listen there starts, and starts again.
 * @throws PortTakenError when none were found
 */
export const findFreePorts = async (): Promise<SystemPorts> => {
  for (let tried = 1; ; tried += 1) {
    const ports = portsFrom(randomInt(lowestFree, highestFree));
    try {
      await ensureFree(ports);
      return ports;
    } catch (error) {
      if (tried === tries) throw error;
    }
  }
};
