import { tell } from '../place.ts';
import { type Node, tellHere } from './node.ts';

type Kind = 'text' | 'number' | 'boolean' | 'object' | 'list';

/** What an R4 element may hold; a FHIR element that holds something else is not the one it seems to be. */
interface Shape {
  name: string;
  keys: Map<string, Kind>;
  required: string[];
}

interface Description {
  texts?: string[];
  numbers?: string[];
  booleans?: string[];
  objects?: string[];
  lists?: string[];
  required?: string[];
}

const everywhere: Description = { texts: ['id'], lists: ['extension', 'modifierExtension'] };

/** @see https://hl7.org/fhir/R4/domainresource.html */
const everyResource: Description = {
  texts: ['resourceType', 'implicitRules', 'language'],
  objects: ['meta', 'text'],
  lists: ['contained'],
};

const kindsOf = (description: Description): [string, Kind][] => {
  const { texts = [], numbers = [], booleans = [], objects = [], lists = [] } = description;
  const each = (keys: string[], kind: Kind) => keys.map((key): [string, Kind] => [key, kind]);
  return [
    ...each(texts, 'text'),
    ...each(numbers, 'number'),
    ...each(booleans, 'boolean'),
    ...each(objects, 'object'),
    ...each(lists, 'list'),
  ];
};

export const element = (name: string, description: Description): Shape => ({
  name,
  keys: new Map([...kindsOf(everywhere), ...kindsOf(description)]),
  required: description.required ?? [],
});

export const resourceShape = (name: string, description: Description): Shape => ({
  name,
  keys: new Map([...kindsOf(everywhere), ...kindsOf(everyResource), ...kindsOf(description)]),
  required: description.required ?? [],
});

/** Names that tell which other FHIR a sender speaks. */
const otherVersions = new Map([
  ...['comment', 'comments', 'related', 'context', 'image', 'codedDiagnosis', 'actor', 'role'].map(
    (key): [string, string] => [key, 'STU3'],
  ),
  ...['note', 'supportingInfo', 'study', 'composition', 'triggeredBy', 'normalValue', 'bodyStructure'].map(
    (key): [string, string] => [key, 'R5'],
  ),
  ...['instantiatesCanonical', 'instantiatesReference', 'valueAttachment', 'valueReference', 'concept'].map(
    (key): [string, string] => [key, 'R5'],
  ),
]);

const kindOf = (value: unknown): Kind | 'null' => {
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'object';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
};

const nouns: Record<Kind, string> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list of objects',
};

const fits = (value: unknown, kind: Kind): boolean =>
  kindOf(value) === kind && (!Array.isArray(value) || value.every((one) => kindOf(one) === 'object'));

/** A key that cannot be a FHIR name is not repeated: it may be anything. */
const tellUnknown = (node: Node, key: string, { name }: Shape): void => {
  const version = otherVersions.get(key);
  const fault = version
    ? `not an element of ${name} in FHIR R4 but in ${version}; send FHIR R4.`
    : `not an element of ${name} in FHIR R4; it cannot be read past.`;
  if (/^_?[a-z][A-Za-z]{0,40}$/.test(key)) tell(node, key, 'E_FHIR_STRUCTURE', fault);
  else tellHere(node, 'E_FHIR_STRUCTURE', `a key is ${fault}`);
};

const checkKey = (node: Node, key: string, shape: Shape): void => {
  const value = node.object[key];
  // `_key` beside `key` holds extensions of a primitive.
  const kind = key.startsWith('_') ? shape.keys.get(key.slice(1)) : shape.keys.get(key);
  if (kind === undefined) tellUnknown(node, key, shape);
  else if (!key.startsWith('_') && value !== null && !fits(value, kind)) {
    const hint = kind === 'list' && kindOf(value) === 'object' ? ' (an object alone is STU3)' : '';
    tell(node, key, 'E_FHIR_STRUCTURE', `must be ${nouns[kind]}${hint}.`);
  }
};

/**
 * FHIR forbids to read past either without understanding it: both may turn the meaning of what stands beside them.
 * @see https://hl7.org/fhir/R4/extensibility.html#modifierExtension
 */
export const checkModifiers = (node: Node): void => {
  const { modifierExtension, implicitRules } = node.object;
  const fault =
    'changes the meaning of what it stands in, in a way not known here; send the result without it.';
  if (Array.isArray(modifierExtension) && modifierExtension.length > 0) {
    tell(node, 'modifierExtension', 'E_FHIR_MODIFIER', fault);
  }
  if (typeof implicitRules === 'string') tell(node, 'implicitRules', 'E_FHIR_MODIFIER', fault);
};

/**
 * Tells what of a place is not R4: keys it does not know, values of another JSON type, what is required and missing.
 * A key that is null counts as absent.
 */
export const checkShape = (node: Node, shape: Shape): void => {
  for (const key of Object.keys(node.object)) checkKey(node, key, shape);
  for (const key of shape.required) {
    const value = node.object[key];
    if (value === undefined || value === null) {
      const article = /^[AEIO]/.test(shape.name) ? 'an' : 'a';
      tell(node, key, 'E_FHIR_STRUCTURE', `required in ${article} ${shape.name}.`);
    }
  }
  checkModifiers(node);
};
