import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { panelById } from './analyte.ts';
import { nameOf } from './observe.ts';
import { readReport } from './reading.ts';

/** More names than this in a heading, and nobody reads any of them. */
const namesShown = 2;

const listed = (names: string[]): string => {
  if (names.length === 0) return 'Laboratory tests';
  const shown = names.slice(0, namesShown);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ');
};

/** What to call a result: the panel's name, else the one the lab gave, else the names of what was measured. */
export const panelNameOf = (report: CanonicalReport, terms?: LocalTerms): string =>
  panelById(report.panel.id)?.name ??
  (report.panel.name?.trim() || listed([...new Set(readReport(report, terms).map(nameOf))]));
