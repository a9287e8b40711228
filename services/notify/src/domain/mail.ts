/**
 * An e-mail, ready to be handed over. It holds no clinical content and no patient's name; one to a patient holds no panel
 * and no laboratory either.
 */
export interface Mail {
  to: string;
  /** Gets a copy that `to` does not see. */
  blindCopy?: string | undefined;
  subject: string;
  html: string;
  text: string;
}
