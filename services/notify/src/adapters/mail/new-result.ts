import { html } from 'ghtml';
import type { Mail } from '../../domain/mail.ts';
import { button, frame, palette, paragraph } from './frame.ts';

const subject = 'A new lab result is ready';
const ready = 'A new or updated lab result is ready for you. You can read it after signing in.';
const privacy = 'To protect your privacy, this message says nothing about what was tested or found.';

/**
 * Tells a patient that there is something to read, and nothing else: whoever sees the e-mail learns no more than that.
 * @param portalUrl for example `https://portal.example.com`
 */
export const createNewResultMail = (portalUrl: string) => {
  const dashboard = new URL('/dashboard', portalUrl).href;
  const profile = new URL('/profile', portalUrl).href;
  const foot = html`We never ask for your password in an e-mail. You get these messages because they are switched on in your profile; <a href="${profile}" style="color:${palette.soft}">stop them there</a> at any time.`;
  const page = frame({
    title: subject,
    preview: 'Sign in to LabSecure to read it.',
    body: paragraph(ready) + button('Read your results', dashboard) + paragraph(privacy),
    foot,
  });
  const text = [
    subject,
    ready,
    `Read your results: ${dashboard}`,
    privacy,
    `We never ask for your password in an e-mail. You get these messages because they are switched on in your profile; stop them there at any time: ${profile}`,
  ].join('\n\n');

  return (to: string): Mail => ({ to, subject, html: page, text: `${text}\n` });
};
