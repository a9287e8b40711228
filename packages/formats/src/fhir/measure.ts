import { tell, textAt } from '../place.ts';
import { has, inside, type Node, numberAt, shortAt } from './node.ts';
import { checkShape } from './shape.ts';
import { quantity } from './shapes.ts';

/** A FHIR Quantity in the characters of the body. */
export interface Measure {
  /** Comparator and number: `<0.010`. */
  sent: string;
  unit: string | undefined;
}

const longest = 64;
const comparators = ['<', '<=', '>=', '>'];
const ucumSystems = new Set([
  'http://unitsofmeasure.org',
  'https://unitsofmeasure.org',
  'urn:oid:2.16.840.1.113883.6.8',
]);

/** A code of UCUM is what a unit is; without one, the words beside the number are. */
export const unitOf = (node: Node): { unit: string | undefined; isCoded: boolean } => {
  const code = shortAt(node, 'code', longest);
  const words = shortAt(node, 'unit', longest);
  const system = (textAt(node, 'system') ?? '').replace(/\/$/, '');
  const isCoded = code !== undefined && ucumSystems.has(system);
  return { unit: isCoded ? code : (words ?? code), isCoded };
};

/**
 * The Quantity at a key; undefined where it holds no number.
 * @see https://hl7.org/fhir/R4/datatypes.html#Quantity
 */
export const measureAt = (around: Node, key: string): Measure | undefined => {
  const node = inside(around, key);
  checkShape(node, quantity);
  const comparator = textAt(node, 'comparator') ?? '';
  const digits = numberAt(node, 'value');
  if (comparator !== '' && !comparators.includes(comparator)) {
    return tell(node, 'comparator', 'E_FHIR_STRUCTURE', `must be one of ${comparators.join(', ')}.`);
  }
  return digits === undefined ? undefined : { sent: `${comparator}${digits}`, unit: unitOf(node).unit };
};

/** A bound of a range, which has no comparator: what is compared with it must be a number. */
export const boundAt = (around: Node, key: string): Measure | undefined => {
  if (!has(around, key)) return undefined;
  const bound = inside(around, key);
  if (has(bound, 'comparator'))
    return tell(bound, 'comparator', 'E_FHIR_STRUCTURE', 'not allowed in a range.');
  return measureAt(around, key);
};
