import { html } from 'ghtml';
import type { SubmissionHeld } from '../../domain/letters.ts';
import type { Mail } from '../../domain/mail.ts';
import { factLines, facts, frame, paragraph } from './frame.ts';
import { shownPath } from './shown-path.ts';

const subject = 'A result waits for someone to say whose it is';
const meaning =
  'It may belong to somebody who is registered, and it may not: what the laboratory says of the patient is not enough to tell. Nobody sees it until someone of staff has decided.';
const privacy = 'To protect the patient, this message names nobody and holds nothing of what was submitted.';

/** Tells the administrator that a submission is held for staff, and how to look at it. */
export const submissionHeldMail = (to: string, event: SubmissionHeld): Mail => {
  const { lab_id, result_id, submission_id } = event;
  const all: [string, string][] = [
    ['How to look at it and decide', `labsecure reviews show ${result_id} ${submission_id}`],
    ['Result id', result_id],
    ['Submission id', submission_id],
    ['Laboratory', shownPath(lab_id)],
  ];
  return {
    to,
    subject,
    html: frame({
      title: subject,
      preview: `Submission ${submission_id}`,
      body: paragraph(meaning) + facts(all),
      foot: html`${privacy} You get it as the contact of this service.`,
    }),
    text: `${[subject, meaning, factLines(all), privacy].join('\n\n')}\n`,
  };
};
