import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Token = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  /** RFC 3339. */
  expires_at: Type.String(),
});
export type Token = Static<typeof Token>;

const token = Compile(Token);

/** Keeps one token between runs. A cache that cannot be read or written is no reason to fail. */
export interface TokenCache {
  read: () => Promise<Token | undefined>;
  write: (token: Token) => Promise<void>;
}

export interface Client {
  token_url: string;
  client_id: string;
  client_secret: string;
}

/** Where another person could have written or read, nothing is believed. Windows has no such modes. */
const isPrivate = async (path: string): Promise<boolean> => {
  const stats = await lstat(path);
  if (process.getuid === undefined) return stats.isFile();
  return stats.isFile() && (stats.mode & 0o077) === 0 && stats.uid === process.getuid();
};

const tokenIn = (text: string): Token | undefined => {
  const value: unknown = JSON.parse(text);
  return token.Check(value) ? value : undefined;
};

const save = async (path: string, text: string): Promise<void> => {
  const fresh = `${path}.${randomUUID()}`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.chmod(0o600);
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
};

const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch {
    return undefined;
  }
};

/**
 * A file for each client, readable by its owner alone. Another secret is another client: a changed one is tried at once.
 * @param folder is made when it is not there
 */
export const createTokenCache = (folder: string, client: Client): TokenCache => {
  const { token_url, client_id, client_secret } = client;
  const whose = createHash('sha256').update(JSON.stringify([token_url, client_id, client_secret]));
  const path = join(folder, `token-${whose.digest('hex').slice(0, 32)}.json`);
  return {
    read: () =>
      orNothing(async () => ((await isPrivate(path)) ? tokenIn(await readFile(path, 'utf8')) : undefined)),
    write: async (fresh) => {
      await orNothing(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await save(path, JSON.stringify(fresh));
      });
    },
  };
};
