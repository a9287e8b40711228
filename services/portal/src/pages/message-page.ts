import { html } from 'ghtml';
import type { Frame } from './frame.ts';
import { mark, page } from './layout.ts';

export interface Message {
  title: string;
  text: string;
  /** What the person can do now. */
  link?: { href: string; text: string };
  /** Id of the request, to quote when asking for help. */
  reference?: string;
}

/** A page that says one thing: what is the matter, and what to do about it. */
export const messagePage = (frame: Frame, { title, text, link, reference }: Message): string => {
  const body = html`<div class="card one">!${frame.viewer ? '' : mark('/')}<h1>${title}</h1><p class="lead">${text}</p>
!${link ? html`<a class="button" href="${link.href}">${link.text}</a>` : ''}!${reference ? html`<p class="fine">Reference: ${reference}</p>` : ''}</div>`;
  return page(frame, { title, body });
};

export const notFound: Message = {
  title: 'There is nothing here for you',
  text: 'The page does not exist, or it is not yours to see.',
  link: { href: '/dashboard', text: 'Go to your results' },
};

export const expiredForm: Message = {
  title: 'This form is no longer valid',
  text: 'Nothing was changed. Go back, reload the page and try again.',
  link: { href: '/dashboard', text: 'Go to your results' },
};

export const unavailable: Message = {
  title: 'Not available at the moment',
  text: 'A part of LabSecure does not answer. Your results are safe; please try again in a few minutes.',
  link: { href: '/dashboard', text: 'Try again' },
};

export const broken: Message = {
  title: 'Something went wrong on our side',
  text: 'Your results are safe. Please try again; if it happens again, tell us the reference below.',
  link: { href: '/dashboard', text: 'Go to your results' },
};

export const tooMany: Message = {
  title: 'Too many attempts',
  text: 'Please wait a minute, then sign in again.',
  link: { href: '/login', text: 'Back to sign-in' },
};

export const unreadable: Message = {
  title: 'We could not read that',
  text: 'The address or the form was not complete. Go back and try again.',
  link: { href: '/dashboard', text: 'Go to your results' },
};
