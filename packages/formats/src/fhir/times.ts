import { momentAt } from '../moment-at.ts';
import { tell, textAt } from '../place.ts';
import { readTimestamp } from '../timestamp.ts';
import { has, inside, type Node, target } from './node.ts';
import { specimensIn } from './specimen.ts';

interface Moment {
  at: string;
  pointer: string;
}

const moment = (node: Node, key: string): Moment | undefined => {
  const at = momentAt(node, key, node.zone);
  return at === undefined ? undefined : { at, pointer: `${node.pointer}/${key}` };
};

/** Where in a choice of types the time stands; of a period its start, of one without a start its end. */
const timeOf = (node: Node, choice: string): [Node, string] | undefined => {
  const single = [`${choice}DateTime`, `${choice}Instant`].find((key) => has(node, key));
  if (single !== undefined) return [node, single];
  const period = inside(node, `${choice}Period`);
  const end = ['start', 'end'].find((key) => has(period, key));
  return end === undefined ? undefined : [period, end];
};

const choiceAt = (node: Node, choice: string): Moment | undefined => {
  const kinds = ['DateTime', 'Instant', 'Period', 'Timing'].filter((kind) => has(node, `${choice}${kind}`));
  const [, another] = kinds;
  if (another !== undefined) {
    return tell(node, `${choice}${another}`, 'E_FHIR_CHOICE', `only one ${choice}[x] is allowed.`);
  }
  const [place, key] = timeOf(node, choice) ?? [];
  return place && key !== undefined ? moment(place, key) : undefined;
};

const collectionAt = (node: Node): Moment | undefined => {
  for (const reference of specimensIn(node)) {
    const specimen = target(reference);
    const found = specimen && choiceAt(inside(specimen, 'collection'), 'collected');
    if (found) return found;
  }
  return undefined;
};

const first = (nodes: Node[], read: (node: Node) => Moment | undefined): Moment | undefined => {
  for (const node of nodes) {
    const found = read(node);
    if (found) return found;
  }
  return undefined;
};

const latest = (moments: Moment[]): Moment | undefined =>
  moments.reduce<Moment | undefined>(
    (last, one) => (last && Date.parse(last.at) >= Date.parse(one.at) ? last : one),
    undefined,
  );

const issuedAt = (node: Node): Moment | undefined => moment(node, 'issued');

interface Times {
  collected: Moment;
  reported: Moment;
}

/**
 * When the specimen was taken and when the result was released. Taken: effective[x], which of laboratory results is the
 * time of collection, else what the Specimen says. Released: issued; else the latest of the Observations'. Where one of
 * the two is not said at all the other stands for it, with a remark.
 * @param observations of the report; those of a single Observation are that
 * @see https://hl7.org/fhir/R4/diagnosticreport-definitions.html#DiagnosticReport.effective_x_
 */
export const timesOf = (report: Node, observations: Node[]): Times | undefined => {
  const others = observations.filter(({ resource }) => resource !== report.resource);
  const before = report.problems.length;
  const effective = (node: Node) => choiceAt(node, 'effective');
  const collected = effective(report) ?? first([report, ...others], collectionAt) ?? first(others, effective);
  const reported = issuedAt(report) ?? latest(others.flatMap((node) => issuedAt(node) ?? []));
  if (collected && reported) return { collected, reported };
  if (collected) {
    tell(
      report,
      'issued',
      'W_REPORTED_ASSUMED',
      'no time of release is sent; the time of collection is used.',
    );
    return { collected, reported: collected };
  }
  if (reported) {
    tell(
      report,
      'effectiveDateTime',
      'W_COLLECTED_ASSUMED',
      'no time of collection is sent; the time of release is used.',
    );
    return { collected: reported, reported };
  }
  if (report.problems.length === before) {
    tell(report, 'effectiveDateTime', 'E_FHIR_STRUCTURE', 'no time of collection nor of release is sent.');
  }
  return undefined;
};

const isWholeDay = (text: string): boolean => text.length === 10;

/** Observations of another time than the report's are shown under the report's, so it is said. */
export const remarkOtherTimes = (report: Node, observations: Node[], { collected }: Times): void => {
  for (const node of observations) {
    const [place, key] = (node.resource === report.resource ? undefined : timeOf(node, 'effective')) ?? [];
    const sent = place && key !== undefined ? textAt(place, key) : undefined;
    if (sent === undefined || !place || key === undefined) continue;
    const read = readTimestamp(sent, node.zone);
    const isSame =
      read && isWholeDay(sent)
        ? collected.at.startsWith(sent)
        : read && Date.parse(read.at) === Date.parse(collected.at);
    if (read === undefined)
      tell(place, key, 'E_DATE', 'not a valid date/time; send ISO 8601 with an offset.');
    else if (!isSame) tell(place, key, 'W_FHIR_TIME', "not the time of the report; the report's is shown.");
  }
};
