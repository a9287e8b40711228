import type { Sessions } from '@labsecure/records/sessions';
import type { Session } from 'fastify';
import { expiryOf } from '../domain/session-life.ts';

/** `@fastify/session` over our sessions table. A session without sign-in never gets here: none is saved. */
export const createSessionStore = (sessions: Sessions<Session>) => ({
  get(id: string, done: (error: unknown, session?: Session | null) => void): void {
    sessions.get(id).then(
      (session) => done(null, session ?? null),
      (error) => done(error),
    );
  },

  set(id: string, session: Session, done: (error?: unknown) => void): void {
    const { signed_in_at, seen_at } = session;
    const now = Date.now();
    const expiry = expiryOf({ signed_in_at: signed_in_at ?? now, seen_at: seen_at ?? now });
    sessions.set(id, session, expiry).then(() => done(), done);
  },

  destroy(id: string, done: (error?: unknown) => void): void {
    sessions.destroy(id).then(() => done(), done);
  },
});
