import type { Lab } from '@labsecure/contracts/labs';
import { clientsOf } from '@labsecure/records/labs';
import type { Terms } from './read-terms.ts';

export interface Difference {
  what: string;
  before: string;
  after: string;
}

const none = '(none)';
const all = '(all)';

const listed = (texts: string[] | undefined, empty: string): string => texts?.join(', ') || empty;

/** What a person calls the parts of a lab, each as one line; maps are compared apart. */
export const partsOf = (lab: Lab): [what: string, text: string][] => [
  ['name', lab.name],
  ['clients', listed(clientsOf(lab), none)],
  ['time zone', lab.time_zone],
  ['formats', listed(lab.formats, all)],
  ['contact', lab.contact_email ?? none],
  ['security contact', lab.security_email ?? none],
  ['value in OBX-4', lab.quirks?.value_in_obx4 ? 'yes' : 'no'],
  ['date formats', listed(lab.quirks?.date_formats, none)],
];

const countedTerms = (what: string, before: Terms = {}, after: Terms = {}): Difference[] => {
  const added = Object.keys(after).filter((term) => !Object.hasOwn(before, term)).length;
  const removed = Object.keys(before).filter((term) => !Object.hasOwn(after, term)).length;
  const changed = Object.entries(after).filter(
    ([term, meaning]) => Object.hasOwn(before, term) && before[term] !== meaning,
  ).length;
  if (added + removed + changed === 0) return [];
  const size = (terms: Terms) => `${Object.keys(terms).length} entries`;
  const after_text = `${size(after)} (${added} added, ${removed} removed, ${changed} changed)`;
  return [{ what, before: size(before), after: after_text }];
};

/** What became of what, part by part; none when nothing did. */
export const differences = (before: Lab, after: Lab): Difference[] => {
  const then = new Map(partsOf(before));
  const parts = partsOf(after).flatMap(([what, text]) => {
    const old = then.get(what) ?? none;
    return old === text ? [] : [{ what, before: old, after: text }];
  });
  return [
    ...parts,
    ...countedTerms('code map', before.local_terms?.codes, after.local_terms?.codes),
    ...countedTerms('unit map', before.local_terms?.units, after.local_terms?.units),
  ];
};
