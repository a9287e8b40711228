import { createOpener } from '@labsecure/sealing/open';
import { afterEach, beforeEach } from 'vitest';
import { createLaboratory, type Laboratory } from './laboratory.ts';
import { type Received, type Reply, type StubPlatform, startStubPlatform } from './stub-platform.ts';

/** A laboratory that seals its files, and the platform that opens them; new ones for each test of a file. */
export const useEncryption = () => {
  const here = {} as { platform: StubPlatform; lab: Laboratory };
  beforeEach(async () => {
    here.platform = await startStubPlatform();
    here.lab = await createLaboratory(here.platform.url);
  });
  afterEach(async () => {
    await here.platform.stop();
    await here.lab.remove();
  });

  const encrypt = (file: string, ...more: string[]) =>
    here.lab.run(['submit', '--encrypt', '--json', '--retry-for', '0', file, ...more]);

  /** As the platform opens it, for a lab. */
  const opened = async (sealed: Uint8Array | undefined, lab_id = 'LAB001'): Promise<string> => {
    const source = async function* () {
      if (sealed) yield sealed;
    };
    const parts: Uint8Array[] = [];
    const open = createOpener(here.platform.keys().privateKey);
    for await (const part of open(source(), { lab_id })) parts.push(part);
    return Buffer.concat(parts).toString();
  };
  const contents = (): Promise<string[]> =>
    Promise.all([...here.platform.stored.values()].map((sealed) => opened(sealed)));

  /** The first requests to a path get other answers than usual. */
  const first = (start: string, ...replies: (Reply | 'lost')[]): void => {
    here.platform.reply = (request: Received) =>
      (request.path.startsWith(start) ? replies.shift() : undefined) ?? here.platform.usual(request);
  };

  return { here, encrypt, opened, contents, first };
};
