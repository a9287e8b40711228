import type { ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { answerOf } from './answer.ts';
import { dateAndTime, longDate } from './calendar.ts';
import { type Notice, noticesOf } from './notices.ts';
import { type ObservationView, observationView } from './observation-view.ts';

interface VersionLink {
  href: string;
  text: string;
}

export interface ResultView {
  href: string;
  title: string;
  answer: string;
  facts: { term: string; text: string }[];
  notices: Notice[];
  observations: ObservationView[];
  notes: string[];
  ask: string;
  earlier: VersionLink[];
  /** Address that answers with the PDF; absent where there is none to have. */
  report?: string;
  /** Set on an earlier version: when the laboratory replaced it. */
  replaced?: string;
}

const statusWords: Record<ResultVersion['status'], string> = {
  registered: 'Registered',
  partial: 'Partial',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  cancelled: 'Cancelled',
  'entered-in-error': 'Withdrawn',
};

const factsOf = (version: ResultVersion): ResultView['facts'] => {
  const facts = [
    { term: 'Collected', text: dateAndTime(version.collected_at) },
    { term: 'Reported', text: longDate(version.reported_at) },
    { term: 'Laboratory', text: version.lab_name },
  ];
  if (version.ordering_provider) facts.push({ term: 'Ordered by', text: version.ordering_provider.name });
  if (version.specimen) facts.push({ term: 'Sample', text: version.specimen });
  if (version.accession_number) facts.push({ term: 'Lab number', text: version.accession_number });
  return facts;
};

const askOf = (version: ResultVersion): string =>
  version.ordering_provider
    ? `Questions about these values are best put to the person who ordered them: ${version.ordering_provider.name}.`
    : `Questions about these values are best put to your doctor. The laboratory was ${version.lab_name}.`;

const versionHref = (version: ResultVersion, place: number): string =>
  `/results/${version.result_id}/versions/${place}`;

/**
 * One version of a result as it is read.
 * @param history this patient's versions of the result, oldest first, up to and with `version`
 * @param earlier earlier results of the patient, newest first, to compare with
 */
const viewOf = (version: ResultVersion, history: ResultVersion[], earlier: ResultVersion[]): ResultView => {
  const before = history.at(-2);
  const gone = isVoid(version.status);
  return {
    href: `/results/${version.result_id}`,
    title: version.panel.name,
    answer: answerOf(version),
    facts: factsOf(version),
    notices: noticesOf(
      version,
      before,
      versionHref(version, history.length - 1),
      version.ordering_provider?.name ?? 'your doctor',
    ),
    observations: gone ? [] : version.observations.map((o) => observationView(o, version, earlier)),
    notes: version.notes,
    ask: askOf(version),
    earlier: [],
  };
};

/** The current version, with a way to the ones before it. */
export const currentView = (
  version: ResultVersion,
  history: ResultVersion[],
  earlier: ResultVersion[],
): ResultView => {
  const links = history.slice(0, -1).map((old, index) => ({
    href: versionHref(old, index + 1),
    text: `${statusWords[old.status]}, reported ${longDate(old.reported_at)}`,
  }));
  const view = { ...viewOf(version, history, earlier), earlier: links.reverse() };
  return isVoid(version.status) ? view : { ...view, report: `${view.href}/report` };
};

/**
 * An earlier version, as it was.
 * @param history as far as the version that is shown, which is its last
 * @param replacement the version that came after it
 */
export const earlierView = (
  version: ResultVersion,
  history: ResultVersion[],
  replacement: ResultVersion,
): ResultView => ({
  ...viewOf(version, history, []),
  replaced: longDate(replacement.reported_at),
});
