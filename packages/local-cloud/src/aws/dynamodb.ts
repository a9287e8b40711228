import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import { close, listen } from './listening.ts';
import type { RunningServer } from './running-server.ts';

interface DynaliteOptions {
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
  /** Folder of the LevelDB store; in memory when absent. */
  path?: string | undefined;
}

const require = createRequire(import.meta.url);
const dynalite: (options: DynaliteOptions) => Server = require('dynalite');

/** A caller that is killed in the middle of a request must not take the database with it: dynalite throws then. */
const ignoreAborts = (request: IncomingMessage): void => {
  request.removeAllListeners('error');
  request.on('error', () => {});
};

/** DynamoDB (dynalite), in memory or kept in `path`. */
export const startDynamoDb = async (options: {
  host: string;
  port: number;
  path?: string | undefined;
}): Promise<RunningServer> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, path: options.path });
  server.on('request', ignoreAborts);
  const port = await listen(server, options.port, options.host);
  return { port, close: () => close(server) };
};
