import { html } from 'ghtml';
import type { ObservationView } from '../domain/observation-view.ts';
import type { ResultView } from '../domain/result-view.ts';
import type { Frame, Viewer } from './frame.ts';
import { page } from './layout.ts';
import { legend, observationRow } from './observation-row.ts';
import { notice } from './parts.ts';

/** The zones beyond a range fade from near to far; every bar of the page refers to this one. */
const gradient = `<svg class="defs" aria-hidden="true"><defs><linearGradient id="out"><stop class="stop-far" offset="0"/><stop class="stop-near" offset=".3"/><stop class="stop-near" offset=".7"/><stop class="stop-far" offset="1"/></linearGradient></defs></svg>`;

const arrow =
  '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="M15 9H3.500M8 4 3 9l5 5"/></svg>';

const facts = (list: ResultView['facts']): string =>
  `<dl class="facts">${list.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`).join('')}</dl>`;

const replaced = ({ replaced: on, href }: ResultView): string =>
  on === undefined
    ? ''
    : html`<div class="notice past"><p><strong>Earlier version, replaced on ${on}.</strong> Do not rely on these values. <a href="${href}">See the current result</a></p></div>`;

const report = (action: string, viewer: Viewer | undefined): string =>
  html`<form class="actions" method="post" action="${action}"><input type="hidden" name="_csrf" value="${viewer?.csrf}"><button class="button" type="submit">Download PDF</button></form>`;

const values = ({ observations }: ResultView): string => {
  if (observations.length === 0) return '';
  const measured = observations.filter((o) => !o.calculated);
  const calculated = observations.filter((o) => o.calculated);
  const list = (rows: ObservationView[]) => `<ul class="obs card">${rows.map(observationRow).join('')}</ul>`;
  const first = list(measured);
  const own =
    calculated.length === 0
      ? ''
      : `<h2>Calculated from these values</h2><p class="lead">The laboratory did not measure these; LabSecure worked them out.</p>${list(calculated)}`;
  return `<h2 class="unseen">Values</h2>${first}${legend(first)}${own}`;
};

const notes = (list: string[]): string =>
  list.length === 0
    ? ''
    : `<h2>From the laboratory</h2>${list.map((note) => html`<p class="note">${note}</p>`).join('')}`;

const versions = (list: ResultView['earlier']): string =>
  list.length === 0
    ? ''
    : `<h2>Earlier versions</h2><ul class="versions">${list.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`).join('')}</ul>`;

/** One result, or one earlier version of it. */
export const resultPage = (frame: Frame, view: ResultView): string => {
  const body = html`!${gradient}<a class="back" href="/dashboard">!${arrow}Your results</a>
<h1>${view.title}</h1><p class="answer">${view.answer}</p>
!${replaced(view)}!${view.notices.map(notice).join('')}!${facts(view.facts)}!${view.report ? report(view.report, frame.viewer) : ''}
!${values(view)}!${notes(view.notes)}
<h2>Who to ask</h2><p class="note">${view.ask}</p>!${versions(view.earlier)}`;
  return page(frame, { title: view.title, place: 'results', body });
};
