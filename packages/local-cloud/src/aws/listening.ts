import type { Server } from 'node:http';

/** A port that something else already listens on. */
export class PortTakenError extends Error {
  readonly port: number;

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} is taken.`, { cause });
    this.name = 'PortTakenError';
    this.port = port;
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** The error to show for a listener that did not come up. */
export const asListenError = (error: unknown, port: number): unknown =>
  isTaken(error) ? new PortTakenError(port, error) : error;

/**
 * Starts a server and resolves with its port.
 * @param port 0 for any free one
 * @throws PortTakenError when another process has the port
 */
export const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(asListenError(error, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/** Stops a server without waiting for clients that keep their connection open. */
export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
