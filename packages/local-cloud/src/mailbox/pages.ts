import { escapeHtml } from '../escape-html.ts';
import type { Page } from '../page.ts';
import type { Mail } from './mail.ts';

const when = (mail: Mail): string =>
  new Date(mail.at * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const addressOf = (mail: Mail): string => `/mail/${encodeURIComponent(mail.messageId)}`;

const row = (mail: Mail): string => `
<li><a href="${addressOf(mail)}"><b>${escapeHtml(mail.subject)}</b>
<span>to ${escapeHtml(mail.destination.to.join(', '))} · ${when(mail)}</span></a></li>`;

/** Every e-mail LabSecure has sent from this machine, newest first. */
export const mailboxPage = (mails: Mail[]): Page => ({
  title: 'Mailbox - LabSecure',
  wide: true,
  refreshSeconds: 5,
  body: `
<h1>Mailbox</h1>
<p class="lead">Nothing leaves this machine: every e-mail LabSecure sends ends up here, whoever it is for.</p>
${
  mails.length > 0
    ? `<ul class="rows card">${mails.toReversed().map(row).join('')}</ul>`
    : '<p class="card">Nothing has been sent yet.</p>'
}`,
});

export const mailPage = (mail: Mail): Page => ({
  title: `${mail.subject} - Mailbox`,
  wide: true,
  body: `
<p><a href="/">All e-mails</a></p>
<h1>${escapeHtml(mail.subject)}</h1>
<dl><dt>From</dt><dd>${escapeHtml(mail.from)}</dd><dt>To</dt><dd>${escapeHtml(mail.destination.to.join(', '))}</dd><dt>Sent</dt><dd>${when(mail)}</dd></dl>
${mail.body.html ? `<iframe title="The e-mail as most programs show it" src="${addressOf(mail)}/html"></iframe>` : ''}
${mail.body.text ? `<h2>As plain text</h2><pre class="card">${escapeHtml(mail.body.text)}</pre>` : ''}`,
});

export const noMailPage: Page = {
  title: 'Mailbox - LabSecure',
  body: '<div class="card"><h1>There is no such e-mail</h1><p><a href="/">All e-mails</a></p></div>',
};
