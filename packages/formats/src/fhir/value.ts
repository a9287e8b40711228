import type { SentValue } from '@labsecure/contracts/canonical-report';
import { tell, textAt } from '../place.ts';
import { numberFaults, readValue } from '../quantity.ts';
import { conceptAt, wordsOf } from './concept.ts';
import { measureAt, unitOf } from './measure.ts';
import { has, inside, longAt, type Node, numberAt, shortAt } from './node.ts';
import { printRange } from './print-range.ts';
import { checkShape } from './shape.ts';
import { period, range, ratio } from './shapes.ts';

interface ReadValue {
  value: SentValue;
  unit?: string;
}

const longest = 4000;

const words = (sent: string | undefined): ReadValue | undefined =>
  sent === undefined ? undefined : { value: { kind: 'text', sent } };

const numeric = (node: Node, key: string, sent: string | undefined): ReadValue | undefined => {
  if (sent === undefined) return undefined;
  const value = readValue(sent);
  return typeof value === 'string' ? tell(node, key, ...numberFaults[value]) : { value };
};

const quantity = (node: Node, key: string): ReadValue | undefined => {
  const measure = measureAt(node, key);
  const read = numeric(inside(node, key), 'value', measure?.sent);
  if (read === undefined || measure?.unit === undefined) return read;
  if (!unitOf(inside(node, key)).isCoded) {
    tell(node, key, 'W_QTY_SYSTEM', 'the unit is not coded in UCUM; its text is used.');
  }
  return { ...read, unit: measure.unit };
};

const codeable = (node: Node, key: string): ReadValue | undefined => {
  const sent = wordsOf(conceptAt(node, key));
  const fault = 'a code alone cannot be shown; send its display, or a text.';
  return sent === undefined ? tell(node, key, 'E_VALUE', fault) : words(sent);
};

const between = (node: Node, key: string): ReadValue | undefined => {
  const bounds = inside(node, key);
  checkShape(bounds, range);
  return words(printRange(bounds));
};

const proportion = (node: Node, key: string): ReadValue | undefined => {
  const parts = inside(node, key);
  checkShape(parts, ratio);
  const [above, below] = ['numerator', 'denominator'].map((part) => measureAt(parts, part));
  if (above === undefined || below === undefined) return undefined;
  const [one, other] = [above, below].map(({ sent, unit }) =>
    unit === undefined ? sent : `${sent} ${unit}`,
  );
  return words(`${one}:${other}`);
};

const time = (node: Node, key: string): ReadValue | undefined => words(shortAt(node, key, longest));

const span = (node: Node, key: string): ReadValue | undefined => {
  const ends = inside(node, key);
  checkShape(ends, period);
  const sent = ['start', 'end'].flatMap((end) => textAt(ends, end) ?? []).join(' - ');
  return words(sent === '' ? undefined : sent);
};

type Reader = (node: Node, key: string) => ReadValue | undefined;

/** Observation.value[x] of R4 without SampledData, which is a curve and no result of a laboratory. */
const readers = new Map<string, Reader>([
  ['valueQuantity', quantity],
  ['valueCodeableConcept', codeable],
  ['valueString', (node, key) => numeric(node, key, longAt(node, key))],
  ['valueBoolean', (node, key) => words(has(node, key) ? String(node.object[key]) : undefined)],
  ['valueInteger', (node, key) => numeric(node, key, numberAt(node, key))],
  ['valueRange', between],
  ['valueRatio', proportion],
  ['valueTime', time],
  ['valueDateTime', time],
  ['valuePeriod', span],
]);

const valueKeys = (node: Node): string[] =>
  Object.keys(node.object).filter((key) => /^value[A-Z]/.test(key) && has(node, key));

/**
 * The one value[x] of an Observation or component, numbers in the characters they were sent in.
 * @returns undefined where there is none, or something is wrong with it
 * @see https://hl7.org/fhir/R4/observation.html
 */
export const valueAt = (node: Node): ReadValue | undefined => {
  const keys = valueKeys(node);
  const [key, another] = keys;
  if (key === undefined) return undefined;
  if (another !== undefined) {
    return tell(node, another, 'E_FHIR_CHOICE', 'a second value; only one value[x] is allowed.');
  }
  if (has(node, 'dataAbsentReason')) {
    const fault = 'obs-6: a reason for no value stands beside a value; send one of the two.';
    return tell(node, 'dataAbsentReason', 'E_FHIR_OBS6', fault);
  }
  const read = readers.get(key);
  return read ? read(node, key) : tell(node, key, 'E_VALUE', 'this kind of value is not taken.');
};

/** Whether any value stands there, right or wrong. */
export const hasValue = (node: Node): boolean => valueKeys(node).length > 0;
