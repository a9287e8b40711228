import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterPayload } from 'oidc-provider';

export interface LoginStore {
  adapter: (kind: string) => Adapter;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS entries (
    kind TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, expires_at INTEGER, uid TEXT, grant_id TEXT,
    PRIMARY KEY (kind, id)
  );
  CREATE INDEX IF NOT EXISTS by_uid ON entries (uid);
  CREATE INDEX IF NOT EXISTS by_grant ON entries (grant_id);
`;

const now = (): number => Math.floor(Date.now() / 1000);

/**
 * Sessions, codes, grants and refresh tokens of the login, in SQLite: oidc-provider's own store is in memory and drops
 * what is older than its last thousand entries.
 */
export const openLoginStore = (dataDir?: string): LoginStore => {
  const db = new DatabaseSync(dataDir ? join(dataDir, 'login.db') : ':memory:');
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  db.exec(schema);
  db.prepare('DELETE FROM entries WHERE expires_at < ?').run(now());
  const put = db.prepare(
    'INSERT OR REPLACE INTO entries (kind, id, payload, expires_at, uid, grant_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const byId = db.prepare('SELECT payload, expires_at FROM entries WHERE kind = ? AND id = ?');
  const byUid = db.prepare('SELECT payload, expires_at FROM entries WHERE kind = ? AND uid = ?');
  const remove = db.prepare('DELETE FROM entries WHERE kind = ? AND id = ?');
  const removeGrant = db.prepare('DELETE FROM entries WHERE grant_id = ?');

  const read = (row: Record<string, unknown> | undefined): AdapterPayload | undefined => {
    if (!row || (typeof row.expires_at === 'number' && row.expires_at < now())) return undefined;
    return JSON.parse(String(row.payload));
  };

  const adapter = (kind: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      const expiresAt = expiresIn ? now() + expiresIn : null;
      put.run(kind, id, JSON.stringify(payload), expiresAt, payload.uid ?? null, payload.grantId ?? null);
    },
    find: async (id) => read(byId.get(kind, id)),
    findByUid: async (uid) => read(byUid.get(kind, uid)),
    // Of the device flow, which is not offered.
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const row = byId.get(kind, id);
      const payload = read(row);
      if (!row || !payload) return;
      const consumed = JSON.stringify({ ...payload, consumed: now() });
      db.prepare('UPDATE entries SET payload = ? WHERE kind = ? AND id = ?').run(consumed, kind, id);
    },
    destroy: async (id) => {
      remove.run(kind, id);
    },
    revokeByGrantId: async (grantId) => {
      removeGrant.run(grantId);
    },
  });
  return { adapter, close: () => db.close() };
};
