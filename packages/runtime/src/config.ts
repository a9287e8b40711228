import { envSchema } from 'env-schema';
import type { Static, TObject } from 'typebox';

/** The process cannot start as it is set up. The message is one line, for the person who set it up. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The keywords of a setting's schema that can be put in words. */
interface SettingSchema {
  type?: string;
  enum?: unknown[];
  title?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
}

interface Fault {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

const hasFaults = (error: unknown): error is { errors: Fault[] } =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/** What a schema asks for, in words. */
function expectation(schema: SettingSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.title) return schema.title;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'integer' || schema.type === 'number') {
    const kind = schema.type === 'integer' ? 'an integer' : 'a number';
    if (schema.minimum !== undefined && schema.maximum !== undefined)
      return `${kind} between ${schema.minimum} and ${schema.maximum}`;
    return schema.minimum === undefined ? kind : `${kind} of ${schema.minimum} or more`;
  }
  return schema.minLength === undefined
    ? 'text of another form'
    : `at least ${schema.minLength} characters long`;
}

const isSecret = (name: string): boolean => /SECRET|PASSWORD|TOKEN|KEY/.test(name);

function sentence(schema: TObject, env: Record<string, string | undefined>, fault: Fault): string {
  const name =
    fault.keyword === 'required' ? String(fault.params.missingProperty) : fault.instancePath.slice(1);
  const property: SettingSchema | undefined = schema.properties[name];
  const description = property?.description ? `: ${property.description}` : '';
  if (fault.keyword === 'required') return `${name} is missing${description}.`;
  const wanted = property ? expectation(property) : 'something else';
  return isSecret(name) ? `${name} must be ${wanted}.` : `${name} must be ${wanted}, but is "${env[name]}".`;
}

/**
 * Reads a process's settings once, at its start. An empty variable counts as a missing one.
 * @param schema one property per environment variable, each with a description
 * @throws SettingsError naming every variable that is missing or malformed, and what is wanted
 */
export function loadSettings<T extends TObject>(
  schema: T,
  env: Record<string, string | undefined> = process.env,
): Static<T> {
  const given = Object.fromEntries(
    Object.keys(schema.properties)
      .map((name) => [name, env[name]?.trim()])
      .filter(([, value]) => value),
  );
  try {
    return envSchema<Static<T>>({ schema: { ...schema }, data: given, env: false });
  } catch (error) {
    if (!hasFaults(error)) throw error;
    const sentences = error.errors.map((fault) => sentence(schema, given, fault));
    throw new SettingsError([...new Set(sentences)].join(' '));
  }
}
