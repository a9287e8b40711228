/** An e-mail, ready to be handed over. It holds no clinical content, no panel, no laboratory, and no patient's name. */
export interface Mail {
  to: string;
  /** Gets a copy that `to` does not see. */
  blindCopy?: string | undefined;
  subject: string;
  html: string;
  text: string;
}
