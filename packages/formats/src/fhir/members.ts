import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import { has, listed, type Node, target, tellHere } from './node.ts';
import { readObservation } from './observation.ts';
import { tooManyObservations } from './refusals.ts';
import type { Resource } from './resource.ts';
import { checkShape } from './shape.ts';
import { reference as referenceShape } from './shapes.ts';

/** How much may still be read of a body: reports can share Observations, so its size alone is no bound. */
export interface Budget {
  left: number;
}

const mostPerBody = 20_000;
export const createBudget = (): Budget => ({ left: mostPerBody });

const spend = (budget: Budget, count: number): void => {
  budget.left -= count;
  if (budget.left < 0) throw tooManyObservations(mostPerBody);
};

/** What the references of a report lead to. */
export interface Gathered {
  rows: CanonicalObservation[];
  /** In the order found. */
  observations: Node[];
  seen: Set<Resource>;
  /** Remarks on groups as a whole. */
  notes: string[];
}

/** As many values as in a result of any other format. */
const mostPerReport = 1000;

/** Panels of panels of panels; no laboratory nests deeper. */
const deepest = 8;

const visit = (node: Node, trail: Resource[], gathered: Gathered, budget: Budget): void => {
  const { rows, notes } = readObservation(node);
  spend(budget, rows.length + 1);
  gathered.observations.push(node);
  gathered.seen.add(node.resource);
  gathered.rows.push(...rows);
  gathered.notes.push(...notes);
  if (has(node, 'hasMember')) gather(node, 'hasMember', [...trail, node.resource], gathered, budget);
};

const follow = (reference: Node, trail: Resource[], gathered: Gathered, budget: Budget): undefined => {
  checkShape(reference, referenceShape);
  const found = target(reference);
  if (found?.resource.type !== 'Observation') {
    return tellHere(reference, 'E_FHIR_REF', 'refers to no Observation in the body; send it along.');
  }
  if (trail.includes(found.resource)) {
    return tellHere(reference, 'E_FHIR_CYCLE', 'an Observation is a member of itself.');
  }
  if (trail.length > deepest) {
    return tellHere(
      reference,
      'E_FHIR_STRUCTURE',
      `Observations are nested more than ${deepest} levels deep.`,
    );
  }
  if (!gathered.seen.has(found.resource)) visit(found, trail, gathered, budget);
};

const gather = (node: Node, key: string, trail: Resource[], gathered: Gathered, budget: Budget): void => {
  for (const reference of listed(node, key, mostPerReport)) follow(reference, trail, gathered, budget);
};

const checkCount = (node: Node, { rows }: Gathered): void => {
  if (rows.length > mostPerReport)
    tellHere(node, 'E_TOO_MANY', `more than ${mostPerReport} values in a result.`);
};

const empty = (): Gathered => ({ rows: [], observations: [], seen: new Set(), notes: [] });

/** All Observations that a DiagnosticReport lists, with their components and members, each once. */
export const gatherResults = (report: Node, budget: Budget): Gathered => {
  const gathered = empty();
  gather(report, 'result', [], gathered, budget);
  checkCount(report, gathered);
  return gathered;
};

/** The same of an Observation that stands by itself. */
export const gatherMembers = (observation: Node, budget: Budget): Gathered => {
  const gathered = empty();
  visit(observation, [], gathered, budget);
  checkCount(observation, gathered);
  return gathered;
};
