import type { Tokens } from '../domain/tokens.ts';

declare module 'fastify' {
  /** What a session holds once someone has signed in; before that there is none. */
  interface Session {
    subject?: string;
    /** Absent when no patient record belongs to the sign-in. */
    patient_id?: string;
    name?: string;
    tokens?: Tokens;
    /** Epoch milliseconds. */
    signed_in_at?: number;
    seen_at?: number;
    _csrf?: string;
  }
}
