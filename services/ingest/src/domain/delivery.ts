import type { Lab } from '@labsecure/contracts/records';

/** One body, as one lab delivered it. */
export interface Delivery {
  lab: Lab;
  /** Exactly as received. */
  bytes: Uint8Array;
  /** The Content-Type as sent. */
  media_type: string;
  idempotency_key?: string | undefined;
  traceparent?: string | undefined;
  received_at: Date;
}
