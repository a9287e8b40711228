import type { ResultListItem, ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';

/** Panels that share analytes: what one measured, another may have measured before. */
const metabolic = new Set<string>(['cmp', 'bmp', 'renal', 'hepatic']);

const sameKind = (a: ResultListItem['panel'], b: ResultListItem['panel']): boolean => {
  if (a.id === 'other') return b.id === 'other' && a.name === b.name;
  return a.id === b.id || (metabolic.has(a.id) && metabolic.has(b.id));
};

/** How many earlier results are opened to compare with. */
const enough = 3;

/**
 * The earlier results worth comparing with.
 * @param earlier collected before `version`, newest first
 */
export const comparableWith = (version: ResultVersion, earlier: ResultListItem[]): ResultListItem[] =>
  earlier.filter((item) => !isVoid(item.status) && sameKind(version.panel, item.panel)).slice(0, enough);
