import { html } from 'ghtml';
import type { ProfileView } from '../domain/profile-view.ts';
import type { Frame, Viewer } from './frame.ts';
import { page } from './layout.ts';

const facts = (list: ProfileView['person']): string =>
  `<dl class="facts">${list.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`).join('')}</dl>`;

const notifications = ({ email, emailOn }: ProfileView, viewer: Viewer | undefined): string => {
  if (email === undefined) return '<p>There is no e-mail address on record, so no e-mails are sent.</p>';
  const [state, button] = emailOn
    ? ['We send an e-mail when there is a new result. It never says what the result is.', 'Stop e-mails']
    : ['No e-mails are sent. Your results appear here all the same.', 'Send me e-mails'];
  return html`<p class="state">E-mails are ${emailOn ? 'on' : 'off'}</p><p class="fine">${state}</p>
<form method="post" action="/profile/notifications"><input type="hidden" name="_csrf" value="${viewer?.csrf}"><input type="hidden" name="email" value="${emailOn ? 'off' : 'on'}"><button class="button quiet" type="submit">${button}</button></form>`;
};

const looked = ({ at, text, about }: ProfileView['looked'][number]): string =>
  html`<li><span class="time">${at}</span><span>${text}!${about ? html`: <a href="${about.href}">${about.text}</a>` : ''}</span></li>`;

/** Who the patient is to us, what we send, and who looked. */
export const profilePage = (frame: Frame, view: ProfileView): string => {
  const body = html`<h1>Your profile</h1><p class="lead">What we hold about you, and who has looked.</p>
!${view.saved ? '<p class="notice" role="status">Saved.</p>' : ''}
<div class="pair"><section class="card panel" aria-labelledby="about"><h2 id="about">About you</h2>!${facts(view.person)}<p class="fine">Is something wrong? Tell your practice or hospital; they keep these details.</p></section>
<section class="card panel" aria-labelledby="mail"><h2 id="mail">E-mail when there is a result</h2>!${facts(view.contact)}!${notifications(view, frame.viewer)}</section></div>
<h2>Who has looked at your results</h2><p class="lead">Every look at your data is written down and cannot be erased unnoticed. Times are in UTC.</p>
<ul class="looked card">!${view.looked.map(looked).join('')}</ul>!${view.more ? '<p class="fine">Only the latest are shown.</p>' : ''}`;
  return page(frame, { title: 'Your profile', place: 'profile', body });
};
