import { rangeBar } from '@labsecure/charts/range-bar';
import { html } from 'ghtml';
import type { ObservationView } from '../domain/observation-view.ts';
import { tag } from './parts.ts';

const remarks = (sentences: string[]): string =>
  sentences.length === 0
    ? ''
    : `<div class="remarks">${sentences.map((sentence) => html`<p>${sentence}</p>`).join('')}</div>`;

const calculated = ' <span class="calculated">calculated</span>';

const bar = ({ drawn, tag: { tone }, instead }: ObservationView): string =>
  (drawn && rangeBar(drawn, { theme: 'page', tone })) || html`<p class="no-bar">${instead}</p>`;

/** One value: what it is, the number, where it stands, the word. */
export const observationRow = (view: ObservationView): string =>
  html`<li><div class="name"><h3>${view.name}!${view.calculated ? calculated : ''}</h3>!${view.what ? html`<p class="what">${view.what}</p>` : ''}</div>
<div class="value!${view.words ? ' words' : ''}">${view.value}!${view.unit ? html` <small>${view.unit}</small>` : ''}</div>
<div class="bar-cell">!${bar(view)}</div>
<div class="flag">!${tag(view.tag)}!${view.change ? html`<span class="change">${view.change}</span>` : ''}</div>!${remarks(view.remarks)}</li>`;

const rangeKey =
  '<li><svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true"><rect class="key-range" x="1" y="2" width="32" height="10" rx="5"/></svg>the range</li>';
const insideKey =
  '<li><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><circle class="key-pin" cx="7" cy="7" r="6"/></svg>your value, in range</li>';
const outsideKey =
  '<li><svg width="14" height="16" viewBox="0 0 14 16" aria-hidden="true"><path class="key-pin" d="M7 0l6 8-6 8-6-8z"/></svg>your value, out of range</li>';
const limitKey =
  '<li><svg width="8" height="18" viewBox="0 0 8 18" aria-hidden="true"><line class="key-limit" x1="4" x2="4" y1="0" y2="18"/></svg>a level that doctors want to know about at once</li>';

/**
 * Says once what the drawings mean, as far as they are there.
 * @param rows the values, as HTML
 */
export const legend = (rows: string): string => {
  if (!rows.includes('class="bar"')) return '';
  const limit = rows.includes('class="limit"') ? limitKey : '';
  return `<ul class="legend" aria-label="How to read the bars">${rangeKey}${insideKey}${outsideKey}${limit}</ul>`;
};
