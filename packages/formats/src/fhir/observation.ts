import type { CanonicalObservation, SentValue } from '@labsecure/contracts/canonical-report';
import { isError } from '@labsecure/contracts/problem';
import { needsValue, type ResultStatus } from '@labsecure/contracts/vocabulary';
import { tell } from '../place.ts';
import { conceptAt, testOf, wordsOf } from './concept.ts';
import { flagAt } from './flag.ts';
import { has, listed, longAt, type Node, tellHere } from './node.ts';
import { referenceRangeAt } from './reference-range.ts';
import { checkShape } from './shape.ts';
import { component, observation } from './shapes.ts';
import { observationStatuses, statusAt } from './status.ts';
import { hasValue, valueAt } from './value.ts';

/** Where the parts of an Observation stand; of a number where most stand, of words, which stand in one of many, nowhere. */
export const members = {
  code: '/code',
  value: '/valueQuantity/value',
  words: '',
  unit: '/valueQuantity/unit',
  range: '/referenceRange',
};

const notesOf = (node: Node): string[] => listed(node, 'note').flatMap((note) => longAt(note, 'text') ?? []);

/** No value is a statement too, where a reason, a remark or the status explains it. */
const withoutValue = (
  node: Node,
  status: ResultStatus | undefined,
  explained: boolean,
): SentValue | undefined => {
  if (explained || !needsValue(status)) return { kind: 'text', sent: '' };
  return tellHere(node, 'E_NO_VALUE', `the status is ${status} but there is no value.`);
};

/** @param remarks of the Observation itself */
const rowAt = (
  node: Node,
  status: ResultStatus | undefined,
  remarks: string[],
): CanonicalObservation | undefined => {
  const test = testOf(conceptAt(node, 'code'));
  if (test === undefined && has(node, 'code')) {
    tell(node, 'code', 'E_FHIR_STRUCTURE', 'needs a coding with a code, or a text.');
  }
  const before = node.problems.length;
  const read = valueAt(node);
  const isFaulty = node.problems.slice(before).some(isError);
  const { range, notes: ranges } = referenceRangeAt(node, read?.unit);
  const { flag, notes: interpretations } = flagAt(node);
  const reason = has(node, 'dataAbsentReason') ? wordsOf(conceptAt(node, 'dataAbsentReason')) : undefined;
  const notes = reason === undefined ? remarks : [reason, ...remarks];
  const value = read?.value ?? (isFaulty ? undefined : withoutValue(node, status, notes.length > 0));
  if (test === undefined || value === undefined) return undefined;
  return {
    pointer: node.pointer,
    ...test,
    value,
    ...(read?.unit !== undefined && { unit: read.unit }),
    ...(range !== undefined && { range }),
    ...(flag !== undefined && { flag }),
    ...(status !== undefined && { status }),
    notes: [...notes, ...interpretations, ...ranges],
  };
};

interface ReadObservation {
  rows: CanonicalObservation[];
  /** Of an Observation that has no value of its own but stands around others. */
  notes: string[];
}

/** Components of one Observation, as many as values in a result of any other format. */
const mostComponents = 1000;

/** Who or what else it is about cannot be shown: it would be read as the patient's own value. */
const checkFocus = (node: Node): void => {
  if (listed(node, 'focus').length === 0) return;
  tell(node, 'focus', 'E_FHIR_STRUCTURE', 'results about anyone or anything but the subject are not taken.');
};

/** Reads one Observation: its own value, then its components. Members are read where they stand. */
export const readObservation = (node: Node): ReadObservation => {
  checkShape(node, observation);
  checkFocus(node);
  const status = statusAt(node, observationStatuses);
  const notes = notesOf(node);
  const components = listed(node, 'component', mostComponents);
  const isGroup = components.length > 0 || has(node, 'hasMember');
  const own = !isGroup || hasValue(node) ? rowAt(node, status, notes) : undefined;
  const parts = components.flatMap((part) => {
    checkShape(part, component);
    return rowAt(part, status, []) ?? [];
  });
  return { rows: own ? [own, ...parts] : parts, notes: own ? [] : notes };
};
