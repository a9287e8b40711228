import { html } from 'ghtml';
import type { Notice } from '../domain/notices.ts';
import type { Tag } from '../domain/tag.ts';

/** A word with its shape and tone. */
export const tag = (it: Tag): string => html`<span class="tag ${it.tone} ${it.shape}">${it.text}</span>`;

const points = (list: string[]): string =>
  list.length === 0 ? '' : `<ul>${list.map((point) => html`<li>${point}</li>`).join('')}</ul>`;

/** Something to read before anything else. */
export const notice = ({ lead, text, list, link, urgent }: Notice): string =>
  html`<div class="notice!${urgent ? ' urgent' : ''}"><p><strong>${lead}</strong> ${text}!${list.length > 0 ? ':' : ''}</p>!${points(list)}!${link ? html`<p><a href="${link.href}">${link.text}</a></p>` : ''}</div>`;
