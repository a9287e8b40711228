import { html } from 'ghtml';
import type { Frame } from './frame.ts';
import { mark, page } from './layout.ts';

/** For someone whose sign-in is good but belongs to no patient; the only way on is out. */
export const noPatientPage = (frame: Frame, csrf: string): string => {
  const body = html`<div class="card one">!${mark()}<h1>No results are linked to this sign-in</h1>
<p class="lead">You are signed in, but this sign-in does not belong to a patient record yet. Ask the practice or hospital that gave you access to link it.</p>
<form method="post" action="/logout"><input type="hidden" name="_csrf" value="${csrf}"><button class="button" type="submit">Sign out</button></form></div>`;
  return page(frame, { title: 'No results linked', body });
};
