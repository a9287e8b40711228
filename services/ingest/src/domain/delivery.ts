import type { Lab } from '@labsecure/contracts/labs';

/** What is known of a body besides its bytes. */
export interface Sent {
  lab: Lab;
  /** The Content-Type as sent. */
  media_type: string;
  idempotency_key?: string | undefined;
  traceparent?: string | undefined;
  received_at: Date;
}

/** One body, as one lab delivered it. */
export interface Delivery extends Sent {
  /** Exactly as received. */
  bytes: Uint8Array;
}

/** One body, while it comes. */
export interface StreamedDelivery extends Sent {
  /** Exactly as received, in pieces of any size. It is read to its end, or let go (`return`). */
  body: AsyncIterable<Uint8Array>;
}
