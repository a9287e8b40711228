import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the portal signs its cookies with: kept in `dataDir`, so that a sign-in outlives a restart as its session does. */
export const loadSessionSecret = async (dataDir: string | undefined): Promise<string> => {
  const made = randomBytes(48).toString('base64url');
  if (!dataDir) return made;
  const file = join(dataDir, 'session-secret');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return await readFile(file, 'utf8');
  }
};
