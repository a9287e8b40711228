/** An e-mail that was sent, as aws-ses-v2-local keeps it. */
export interface Mail {
  messageId: string;
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html?: string; text?: string };
  /** Seconds since 1970. */
  at: number;
}
