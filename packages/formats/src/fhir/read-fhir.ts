import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { boundedProblems, distinctProblems, entryOf } from '../facts/entry.ts';
import { readJson } from '../json.ts';
import { isObject } from '../place.ts';
import type { Entry, LabProfile, ParseOutcome } from '../profile.ts';
import { openBundle } from './bundle.ts';
import { categoryOf } from './category.ts';
import { checkLab } from './lab.ts';
import { createLibrary } from './library.ts';
import { type Budget, createBudget, type Gathered } from './members.ts';
import { listed, type Node, nodeOf, target, tellHere } from './node.ts';
import { otherResource, xmlFhir } from './refusals.ts';
import { readDiagnosticReport, readSingleObservation } from './report.ts';
import { type Resource, resourceAt } from './resource.ts';

type Read = (
  node: Node,
  labId: string,
  budget: Budget,
) => { report: CanonicalReport | undefined; gathered: Gathered };

/** Observations that another one has as a member. */
const membersAmong = (observations: Node[]): Set<Resource> =>
  new Set(
    observations.flatMap((node) =>
      listed(node, 'hasMember', 1000).flatMap((one) => target(one)?.resource ?? []),
    ),
  );

/**
 * Every DiagnosticReport is an entry, then every Observation that belongs to none: in a Bundle without reports all that
 * are not of something else than a laboratory, beside reports only those that say they are a laboratory's. What is left
 * (questions asked with the order, vital signs) is told and not read.
 */
const readResults = (root: Node, labId: string): ParseOutcome => {
  const budget = createBudget();
  const taken = new Set<Resource>();
  const nodesOf = (type: string): Node[] =>
    root.library.resources
      .filter((resource) => resource.type === type)
      .map((resource) => nodeOf(resource, { ...root, problems: [] }));
  const entryFrom = (node: Node, read: Read): Entry => {
    const { report, gathered } = read(node, labId, budget);
    for (const resource of gathered.seen) taken.add(resource);
    return entryOf(report, distinctProblems(node.problems), { pointer: node.pointer });
  };
  const reports = nodesOf('DiagnosticReport');
  const entries = reports.map((node) => entryFrom(node, readDiagnosticReport));
  const isOwn = (node: Node): boolean => {
    const category = categoryOf({ ...node, problems: [] });
    if (node.resource === root.resource) return true;
    return category === 'laboratory' || (category === 'unknown' && reports.length === 0);
  };
  const observations = nodesOf('Observation').filter(({ resource }) => !taken.has(resource));
  const members = membersAmong(observations);
  const heads = observations.filter(({ resource }) => !members.has(resource));
  // Members come last: where they are nobody's in the end, they go round in a circle.
  const others = observations.filter(({ resource }) => members.has(resource));
  for (const node of [...heads, ...others]) {
    if (!taken.has(node.resource) && isOwn(node)) entries.push(entryFrom(node, readSingleObservation));
  }
  for (const node of observations.filter(({ resource }) => !taken.has(resource))) {
    const remark =
      'no report lists it, and it does not say that it is a result of a laboratory; it is not read.';
    tellHere({ ...node, problems: root.problems }, 'W_FHIR_UNLINKED', remark);
  }
  return { entries, problems: root.problems };
};

const openBody = (value: unknown, rest: Omit<Node, 'resource' | 'pointer' | 'object' | 'library'>): Node => {
  const resource = resourceAt(value, '');
  if (resource?.type === 'Bundle') {
    const bundle = nodeOf(resource, { ...rest, library: createLibrary([]) });
    return { ...bundle, library: openBundle(bundle) };
  }
  const isResult = resource?.type === 'DiagnosticReport' || resource?.type === 'Observation';
  if (!isResult) throw otherResource();
  return nodeOf(resource, { ...rest, library: createLibrary([resource]) });
};

/**
 * Reads FHIR R4 in JSON: a Bundle (message, transaction, batch, collection, document) with DiagnosticReports and
 * Observations, one DiagnosticReport with what it contains, or one Observation of a laboratory.
 * @throws InvalidInputError 400 (E_JSON, E_FHIR_TYPE), 415 (E_MEDIA, for XML), 422 (E_TOO_MANY)
 * @throws ForbiddenError when the body names another lab than the sender's
 * @see https://hl7.org/fhir/R4/diagnosticreport.html
 */
export const readFhir = (text: string, profile: LabProfile): ParseOutcome => {
  if (text.trimStart().startsWith('<')) throw xmlFhir();
  const { value, numbers } = readJson(text);
  const problems: Problem[] = [];
  const root = openBody(isObject(value) ? value : undefined, { numbers, problems, zone: profile.time_zone });
  checkLab(root, profile.lab_id);
  if (problems.some(isError)) return { entries: [], problems: boundedProblems(problems) };
  const outcome = readResults(root, profile.lab_id);
  if (outcome.entries.length === 0) {
    const fault = 'no result of a laboratory is in it; send a DiagnosticReport with its Observations.';
    tellHere(root, 'E_FHIR_NO_RESULT', fault);
  }
  return { ...outcome, problems: boundedProblems(distinctProblems(problems)) };
};
