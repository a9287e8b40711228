import type { Problem } from '@labsecure/contracts/problem';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { dropNulls } from './drop-nulls.ts';
import { mostProblems } from './errors.ts';
import { nameOf, stepsOf, stepTo } from './json-pointer.ts';

/** The part of JSON Schema that is walked here. */
interface SchemaNode extends TSchema {
  description?: string;
  type?: string;
  anyOf?: SchemaNode[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

interface SchemaError {
  keyword: string;
  schemaPath: string;
  instancePath: string;
  params: object;
}

const schemaAt = (schema: SchemaNode, pointer: string): SchemaNode | undefined => {
  let node: SchemaNode | undefined = schema;
  for (const step of stepsOf(pointer)) node = node?.properties?.[step] ?? node?.items;
  return node;
};

const valueAt = (value: unknown, pointer: string): unknown => {
  let node = value;
  for (const step of stepsOf(pointer)) node = Object(node)[step];
  return node;
};

const typeOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
};

const allows = ({ type, anyOf = [] }: SchemaNode, value: unknown): boolean => {
  const sent = typeOf(value);
  return (
    type === sent ||
    (type === 'number' && sent === 'integer') ||
    anyOf.some((branch) => allows(branch, value))
  );
};

const problem = (pointer: string, code: string, fault: string): Problem => ({
  pointer,
  code,
  message: `${nameOf(pointer)} ${fault}.`,
});

/** The place's description in the schema says what was expected: documentation and message are one text. */
const problemsOf = (schema: SchemaNode, body: unknown, error: SchemaError): Problem[] => {
  const { keyword, instancePath, params } = error;
  const expectedAt = (pointer: string) => schemaAt(schema, pointer)?.description ?? 'what is documented';
  const missing = (pointer: string) => problem(pointer, 'E_REQUIRED', `is required: ${expectedAt(pointer)}`);
  if (keyword === 'required' && 'requiredProperties' in params && Array.isArray(params.requiredProperties)) {
    return params.requiredProperties.map((key) => missing(stepTo(instancePath, String(key))));
  }
  if (keyword === 'minLength' || keyword === 'minItems') return [missing(instancePath)];
  const send = `send ${expectedAt(instancePath)}`;
  if (keyword === 'maxLength' && 'limit' in params) {
    return [problem(instancePath, 'E_TOO_LONG', `is longer than ${params.limit} characters: ${send}`)];
  }
  if (keyword === 'maxItems') return [problem(instancePath, 'E_TOO_MANY', `has too many entries: ${send}`)];
  const node = schemaAt(schema, instancePath);
  const fits = node !== undefined && allows(node, valueAt(body, instancePath));
  return fits
    ? [problem(instancePath, 'E_VALUE', `is not as expected: ${send}`)]
    : [problem(instancePath, 'E_TYPE', `is of the wrong type: ${send}`)];
};

/** The first said of a place is the nearest to the cause. */
const onePerPlace = (problems: Problem[]): Problem[] =>
  [...Map.groupBy(problems, ({ pointer }) => pointer).values()].flatMap(([first]) => first ?? []);

/** Of a choice only the choice's own failure is worth telling, not that each branch failed; but for the length. */
const isTelling = ({ keyword, schemaPath }: SchemaError): boolean =>
  keyword === 'maxLength' || !schemaPath.includes('/anyOf/');

/**
 * A check that names every fault at once, in words made of the schema's own descriptions; at most 100 of them. A key that
 * is null counts as absent.
 * @returns problems, none when the value fits
 */
export const createSchemaCheck = (schema: TSchema): ((value: unknown) => Problem[]) => {
  const compiled = Compile(schema);
  const errorsIn = (value: unknown): SchemaError[] => {
    const { maxErrors } = Settings.Get();
    // The library stops at eight unless told otherwise, and can be told only for the whole process.
    Settings.Set({ maxErrors: mostProblems * 4 });
    try {
      return compiled.Errors(value);
    } finally {
      Settings.Set({ maxErrors });
    }
  };
  return (sent) => {
    if (compiled.Check(sent)) return [];
    const value = dropNulls(sent);
    if (compiled.Check(value)) return [];
    const errors = errorsIn(value).filter(isTelling);
    return onePerPlace(errors.flatMap((error) => problemsOf(schema, value, error))).slice(0, mostProblems);
  };
};
