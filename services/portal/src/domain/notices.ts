import { standingOf } from '@labsecure/clinical/standing';
import type { ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { longDate } from './calendar.ts';
import { changesBetween } from './correction.ts';
import { inSentence, listed } from './plain-name.ts';

/** Something that has to be read before the values. */
export interface Notice {
  lead: string;
  text: string;
  /** More than two things that changed stand better in a list. */
  list: string[];
  link?: { href: string; text: string } | undefined;
  urgent: boolean;
}

const notice = (lead: string, text: string, more: Partial<Notice> = {}): Notice => ({
  lead,
  text,
  list: [],
  urgent: false,
  ...more,
});

/** Some laboratories call a result registered when they send its first values. */
const hasValues = ({ observations }: ResultVersion): boolean =>
  observations.some((o) => o.derived === undefined && !isVoid(o.status) && o.value.sent.trim() !== '');

const early = (version: ResultVersion): Notice | undefined => {
  if (version.status === 'preliminary')
    return notice('Preliminary.', 'The laboratory may still change or add to these values.');
  if (version.status === 'partial')
    return notice('Not complete yet.', 'The laboratory has released these values; others will follow.');
  if (version.status === 'registered' && hasValues(version))
    return notice(
      'Not complete yet.',
      'The laboratory has not finished: values may still change, or be added.',
    );
  if (version.status === 'registered')
    return notice('Not complete yet.', 'The laboratory has no values yet; they will follow.');
  return undefined;
};

const correction = (
  version: ResultVersion,
  before: ResultVersion | undefined,
  href: string,
): Notice | undefined => {
  if (!version.corrected) return undefined;
  const lead = `${version.status === 'amended' ? 'Amended' : 'Corrected'} on ${longDate(version.reported_at)}.`;
  if (!before) return notice(lead, 'We hold no earlier version, so we cannot say what changed.');
  const link = { href, text: 'See the earlier version' };
  const changes = changesBetween(before, version);
  if (changes.length === 0)
    return notice(lead, 'The laboratory issued the report again; no value changed.', { link });
  if (changes.length > 2) return notice(lead, 'The laboratory', { list: changes, link });
  return notice(lead, `The laboratory ${listed(changes)}.`, { link });
};

const critical = (version: ResultVersion, asked: string): Notice | undefined => {
  const names = version.observations
    .filter((o) => !isVoid(o.status) && standingOf(o).startsWith('critical'))
    .map((o) => (o.analyte_id === undefined ? o.name : inSentence(o.name)));
  if (names.length === 0) return undefined;
  const are = names.length === 1 ? 'is' : 'are';
  return notice(
    'Please speak with someone today.',
    `The level of ${listed(names)} ${are} one that doctors want to know about at once. ` +
      `If nobody has talked with you about it yet, call ${asked}. If you feel unwell, do not wait: call emergency services.`,
    { urgent: true },
  );
};

/**
 * What has to be read before the values, most pressing first.
 * @param before the version before this one, as this patient could see it
 * @param beforeHref where that version stands
 * @param asked who to ask: a name, or "your doctor"
 */
export const noticesOf = (
  version: ResultVersion,
  before: ResultVersion | undefined,
  beforeHref: string,
  asked: string,
): Notice[] => {
  if (isVoid(version.status)) return [];
  return [critical(version, asked), early(version), correction(version, before, beforeHref)].filter(
    (found) => found !== undefined,
  );
};
