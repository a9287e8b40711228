import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendPage } from '../page.ts';
import type { Mail } from './mail.ts';
import { mailboxPage, mailPage, noMailPage } from './pages.ts';

/** The e-mail itself: no script, nothing loaded from elsewhere, its links open in a new tab. */
const sendContent = (response: ServerResponse, html: string): void => {
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
        'sandbox allow-popups allow-popups-to-escape-sandbox',
    })
    .end(`<base target="_blank">${html}`);
};

/**
 * The mailbox as a person opens it. aws-ses-v2-local has a page too, but one that needs script and looks like nothing
 * of ours.
 * @returns whether the request was for a page
 */
export const answerMailbox = (mails: Mail[], request: IncomingMessage, response: ServerResponse): boolean => {
  const [pathname = '/'] = (request.url ?? '/').split('?');
  const [, folder, id, part] = pathname.split('/');
  if (request.method !== 'GET' || (pathname !== '/' && folder !== 'mail')) return false;
  if (pathname === '/') sendPage(response, 200, mailboxPage(mails));
  else {
    const mail = mails.find(({ messageId }) => encodeURIComponent(messageId) === id);
    if (!mail) sendPage(response, 404, noMailPage);
    else if (part === 'html') sendContent(response, mail.body.html ?? '');
    else sendPage(response, 200, mailPage(mail));
  }
  return true;
};
