import type { ResultListItem } from '@labsecure/contracts/records';
import { needsValue } from '@labsecure/contracts/vocabulary';
import type { Tag } from './tag.ts';

const outcomeTag = (
  { total, flagged, unknown, calculated_flagged: calculated = 0, withdrawn = 0 }: ResultListItem['summary'],
  status: ResultListItem['status'],
): Tag => {
  if (total === 0)
    return {
      tone: 'none',
      shape: 'ring',
      text: withdrawn > 0 || needsValue(status) ? 'No values to show' : 'No values yet',
    };
  if (flagged > 0) {
    const text = total === 1 ? 'Out of range' : `${flagged} of ${total} out of range`;
    return { tone: 'near', shape: 'out', text };
  }
  // Values worked out from these are no less a reason to look than the ones that were measured.
  if (calculated > 0) return { tone: 'near', shape: 'out', text: `${calculated} calculated out of range` };
  if (unknown >= total) return { tone: 'none', shape: 'ring', text: 'No range to compare' };
  if (unknown > 0) return { tone: 'in', shape: 'dot', text: `${total - unknown} of ${total} in range` };
  return { tone: 'in', shape: 'dot', text: total === 1 ? 'In range' : 'All in range' };
};

const urgent: Tag = { tone: 'far', shape: 'out', text: 'Please read today' };
const early: Tag = { tone: 'none', shape: 'wait', text: 'Preliminary' };
const cancelled: Tag = { tone: 'none', shape: 'ring', text: 'Cancelled' };
const withdrawn: Tag = { tone: 'none', shape: 'ring', text: 'Withdrawn by the laboratory' };

/** What stands beside a result in the list. */
export const listTagsOf = ({ status, summary }: Pick<ResultListItem, 'status' | 'summary'>): Tag[] => {
  if (status === 'cancelled') return [cancelled];
  if (status === 'entered-in-error') return [withdrawn];
  const isEarly = status === 'preliminary' || status === 'partial' || status === 'registered';
  return [
    ...(isEarly ? [early] : []),
    ...(summary.critical > 0 ? [urgent] : []),
    outcomeTag(summary, status),
  ];
};
