import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface LoginKeys {
  /** RSA private key with `kid`: signs every token. */
  signing: JWK;
  /** Signs the login's own cookies. */
  cookies: string[];
}

const makeKeys = async (): Promise<LoginKeys> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const signing: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' };
  return { signing, cookies: [randomBytes(32).toString('base64url')] };
};

/** The keys kept in `dataDir`, so that tokens outlive a restart; made when there are none. */
export const loadKeys = async (dataDir?: string): Promise<LoginKeys> => {
  if (!dataDir) return makeKeys();
  const file = join(dataDir, 'login-keys.json');
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const keys = await makeKeys();
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
};
