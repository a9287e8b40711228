import { createHash } from 'node:crypto';
import { openTable, type RecordsOptions } from './table.ts';

interface StoredSession {
  session_hash: string;
  /** Epoch seconds; DynamoDB removes the item some time after. */
  expires_at: number;
  /** JSON. Absent once the session was ended. */
  session?: string;
}

/** Longer than any session lives: until then nobody may bring an ended one back. */
const rememberEndedSeconds = 24 * 60 * 60;

const epochSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Who has read the table cannot take over a session: it holds hashes of the ids. */
const keyOf = (id: string) => ({ session_hash: createHash('sha256').update(id).digest('hex') });

/** Portal sessions of shape `T`, which must survive JSON. */
export const createSessions = <T extends object>(options: RecordsOptions) => {
  const sessions = openTable(options, 'sessions');

  return {
    /** The session, unless it has expired (whether removed already or not) or was ended. */
    async get(id: string): Promise<T | undefined> {
      const item = await sessions.get<StoredSession>(keyOf(id));
      if (item?.session === undefined || item.expires_at <= epochSeconds(new Date())) return undefined;
      return JSON.parse(item.session);
    },

    /** Stores the session. One that was ended stays so, whatever a request still under way writes afterwards. */
    async set(id: string, session: T, expiresAt: Date): Promise<void> {
      await sessions.put(
        { ...keyOf(id), session: JSON.stringify(session), expires_at: epochSeconds(expiresAt) },
        {
          when: 'attribute_not_exists(session_hash) OR attribute_exists(#session)',
          names: { '#session': 'session' },
        },
      );
    },

    /** Ends the session, for good. */
    async destroy(id: string): Promise<void> {
      const forgetAt = new Date(Date.now() + rememberEndedSeconds * 1000);
      await sessions.put({ ...keyOf(id), expires_at: epochSeconds(forgetAt) });
    },
  };
};
export type Sessions<T extends object> = ReturnType<typeof createSessions<T>>;
