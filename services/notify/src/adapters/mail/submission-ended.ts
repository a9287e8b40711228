import { html } from 'ghtml';
import type { SubmissionEnded } from '../../domain/letters.ts';
import type { Mail } from '../../domain/mail.ts';
import { factLines, facts, frame, paragraph } from './frame.ts';

const words = {
  REJECTED: {
    subject: 'A submission was rejected',
    meaning:
      'It was received, and could not become a result as it is. Please look at the problems, correct it and submit it again.',
  },
  FAILED: {
    subject: 'A submission could not be processed',
    meaning:
      'It was received and is kept exactly as sent, but processing it failed on our side. You need not submit it again unless we ask you to.',
  },
} as const;

const privacy = 'To protect the patient, this message holds nothing of what was submitted.';

/** Tells a lab that a submission of theirs has not become a result, and where to ask why. */
export const submissionEndedMail = (to: string, event: SubmissionEnded): Mail => {
  const { subject, meaning } = words[event.state];
  const ask = `GET /api/v1/status/${event.result_id}`;
  const all: [string, string][] = [
    ['State', event.state],
    ['Submission id', event.submission_id],
    ['Result id', event.result_id],
    ['Where the problems are listed', ask],
  ];
  return {
    to,
    subject,
    html: frame({
      title: subject,
      preview: `Submission ${event.submission_id}`,
      body: paragraph(meaning) + facts(all),
      foot: html`${privacy} You get it as the contact of the laboratory, or of this service.`,
    }),
    text: `${[subject, meaning, factLines(all), privacy].join('\n\n')}\n`,
  };
};
