import type { Problem } from '@labsecure/contracts/problem';
import type { FastifyError, FastifySchema } from 'fastify';

type Fault = NonNullable<FastifyError['validation']>[number];

/** The part of JSON Schema that is walked here. */
interface SchemaNode {
  description?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

const stepsOf = (path: string): string[] => path.split('/').slice(1).map(unescaped);

const pointerOf = (path: string, property: string): string =>
  `${path}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const descriptionAt = (schema: SchemaNode | undefined, path: string): string | undefined => {
  let node = schema;
  for (const step of stepsOf(path)) node = node?.properties?.[step] ?? node?.items;
  return node?.description;
};

const kinds: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** One fault may be of several members. */
const problemsIn = ({ keyword, instancePath, params }: Fault, schema: SchemaNode | undefined): Problem[] => {
  const described = (path: string): string => {
    const description = descriptionAt(schema, path);
    return description === undefined ? '' : `: ${description}`;
  };
  const invalid = (fault: string): Problem[] => {
    const name = stepsOf(instancePath).join('.') || 'It';
    return [{ pointer: instancePath, code: 'E_INVALID', message: `${name} ${fault}.` }];
  };
  switch (keyword) {
    case 'required':
      return listIn(params.requiredProperties).map((property) => {
        const pointer = pointerOf(instancePath, property);
        return { pointer, code: 'E_MISSING', message: `${property} is missing${described(pointer)}.` };
      });
    case 'additionalProperties':
      return listIn(params.additionalProperties).map((property) => ({
        pointer: pointerOf(instancePath, property),
        code: 'E_INVALID',
        message: 'There is a member that is not known here; leave it out.',
      }));
    case 'minimum':
      return invalid(`must be ${params.limit} or more`);
    case 'maximum':
      return invalid(`must be ${params.limit} or less`);
    case 'type':
      return invalid(`must be ${kinds[String(params.type)] ?? 'of another kind'}`);
    // Told as the member that is not known.
    case 'boolean':
      return [];
    default:
      return invalid(`is not as it has to be${described(instancePath)}`);
  }
};

/**
 * What is wrong with a request that its schema refuses, each in a sentence made of the schema's own descriptions. None
 * repeats what was sent.
 * @param schema of the route
 */
export const requestProblems = (
  { validation = [], validationContext }: FastifyError,
  schema: FastifySchema = {},
): Problem[] => {
  const part = schema[validationContext as keyof FastifySchema] as SchemaNode | undefined;
  return validation.flatMap((fault) => problemsIn(fault, part));
};
