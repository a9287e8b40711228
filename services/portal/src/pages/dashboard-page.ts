import { html } from 'ghtml';
import type { DashboardView, PendingRow, ResultRow } from '../domain/dashboard-view.ts';
import type { Frame } from './frame.ts';
import { page } from './layout.ts';
import { tag } from './parts.ts';

const row = ({ href, day, name, source, tags }: ResultRow): string => {
  let all = '';
  for (const one of tags) all += tag(one);
  return html`<li><a href="${href}"><span class="date">${day}</span><span class="name">${name}</span><span class="lab">${source}</span><span class="tags">!${all}</span></a></li>`;
};

const pendingRow = ({ day, name, source }: PendingRow): string =>
  html`<li><div><span class="date">${day}</span><span class="name">${name}</span><span class="lab">${source}</span><span class="tags"><span class="tag none wait">Being processed</span></span></div></li>`;

const group = (label: string, rows: string): string =>
  html`<h2 class="month">${label}</h2><ul class="rows card">!${rows}</ul>`;

const joined = <T>(items: T[], one: (item: T) => string): string => {
  let all = '';
  for (const item of items) all += one(item);
  return all;
};

const empty = `<div class="card empty"><h2>No results yet</h2><p>When a laboratory releases a result for you, it appears here, and we send you an e-mail if you want one. You need not do anything.</p></div>`;

const ways = ({ first, older }: DashboardView): string => {
  if (first && older === undefined) return '';
  const back = first ? '' : '<a class="button quiet" href="/dashboard">Newest results</a>';
  const on = older === undefined ? '' : html`<a class="button quiet" href="${older}">Older results</a>`;
  return `<nav class="more" aria-label="Pages">${back}${on}</nav>`;
};

/** The list of a patient's results. */
export const dashboardPage = (frame: Frame, view: DashboardView): string => {
  const { pending, months, first } = view;
  const title = first ? 'Your results' : 'Older results';
  const processing = pending.length === 0 ? '' : group('On the way', joined(pending, pendingRow));
  const released = joined(months, ({ label, rows }) => group(label, joined(rows, row)));
  const nothing = months.length === 0 && pending.length === 0 ? empty : '';
  const body = `<h1>${title}</h1><p class="lead">Newest first. A result appears here as soon as the laboratory releases it.</p>
${processing}${released}${nothing}${ways(view)}`;
  return page(frame, { title, place: 'results', body });
};
