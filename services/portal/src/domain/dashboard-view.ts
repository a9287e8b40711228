import type { ResultListItem, Submission } from '@labsecure/contracts/records';
import { longDate, monthAndYear, shortDay } from './calendar.ts';
import { listTagsOf } from './list-tags.ts';
import type { Tag } from './tag.ts';

export interface ResultRow {
  href: string;
  day: string;
  name: string;
  source: string;
  tags: Tag[];
}

export interface PendingRow {
  key: string;
  day: string;
  name: string;
  source: string;
}

export interface DashboardView {
  months: { label: string; rows: ResultRow[] }[];
  pending: PendingRow[];
  /** Where the next page is, when there is one. */
  older?: string;
  first: boolean;
}

export interface DashboardData {
  items: ResultListItem[];
  pending: Submission[];
  /** Cursor of the next page. */
  after?: string | undefined;
  first: boolean;
}

const sourceOf = (item: ResultListItem): string => {
  let source = item.lab_name;
  if (item.ordering_provider) source += ` · ${item.ordering_provider.name}`;
  if (item.corrected) source += ` · corrected ${shortDay(item.reported_at)}`;
  return source;
};

const rowOf = (item: ResultListItem): ResultRow => ({
  href: `/results/${item.result_id}`,
  day: shortDay(item.collected_at),
  name: item.panel.name,
  source: sourceOf(item),
  tags: listTagsOf(item),
});

/**
 * What is still under way. The index that lists it lags, so what the list already shows (a version's order ends with its
 * submission id) is left out; several deliveries of one result are one row.
 */
const pendingRows = (pending: Submission[], items: ResultListItem[]): PendingRow[] => {
  const shown = new Map(items.map((item) => [item.result_id, item.version]));
  const rows = new Map<string, PendingRow>();
  for (const submission of pending) {
    const version = shown.get(submission.result_id);
    if (version?.endsWith(submission.submission_id)) continue;
    const update = version === undefined ? '' : ' · an update of a result below';
    rows.set(submission.result_id, {
      key: submission.result_id,
      day: shortDay(submission.received_at),
      name: submission.panel_name,
      source: `${submission.lab_name} · received ${longDate(submission.received_at)}${update}`,
    });
  }
  return [...rows.values()];
};

/** The list of results as it is read: by month of collection, in the order given (newest first). */
export const dashboardOf = ({ items, pending, after, first }: DashboardData): DashboardView => {
  const months: DashboardView['months'] = [];
  for (const item of items) {
    const label = monthAndYear(item.collected_at);
    const last = months.at(-1);
    if (last?.label === label) last.rows.push(rowOf(item));
    else months.push({ label, rows: [rowOf(item)] });
  }
  const older = after === undefined ? {} : { older: `/dashboard?after=${encodeURIComponent(after)}` };
  return { months, pending: pending.length === 0 ? [] : pendingRows(pending, items), first, ...older };
};
