import { readFileSync, statSync } from 'node:fs';
import { LocalTerms, Quirks } from '@labsecure/contracts/labs';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { SettingsError } from '../domain/errors.ts';
import { systemCodeOf } from '../domain/system-errors.ts';
import { fieldNames } from './fields.ts';

const Config = Type.Object(
  {
    url: Type.Optional(Type.String()),
    token_url: Type.Optional(Type.String()),
    client_id: Type.Optional(Type.String()),
    client_secret: Type.Optional(Type.String()),
    lab_id: Type.Optional(Type.String()),
    time_zone: Type.Optional(Type.String()),
    sealing_key: Type.Optional(Type.String()),
    quirks: Type.Optional(Type.Object(Quirks.properties, { additionalProperties: false })),
    local_terms: Type.Optional(Type.Object(LocalTerms.properties, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

const config = Compile(Config);

export interface ConfigFile {
  values: Static<typeof Config>;
  warnings: string[];
}

const textOf = (path: string, mayBeMissing: boolean): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCodeOf(error) ?? 'unknown';
    if (mayBeMissing && code === 'ENOENT') return undefined;
    throw new SettingsError(`The config file ${path} cannot be read (${code}).`);
  }
};

const valuesIn = (path: string, text: string): Static<typeof Config> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SettingsError(`The config file ${path} is not JSON.`);
  }
  if (config.Check(value)) return value;
  const known = [...fieldNames, 'quirks', 'local_terms'].join(', ');
  const [first] = config.Errors(value);
  const where = first?.instancePath ? ` See ${first.instancePath}.` : '';
  throw new SettingsError(`The config file ${path} is an object of texts; known are ${known}.${where}`);
};

const exposed = (path: string): boolean =>
  process.getuid !== undefined && (statSync(path).mode & 0o077) !== 0;

/** @throws SettingsError when it is not there though it should be, cannot be read, or says what nobody understands */
export const readConfigFile = (path: string, { may_be_missing }: { may_be_missing: boolean }): ConfigFile => {
  const text = textOf(path, may_be_missing);
  if (text === undefined) return { values: {}, warnings: [] };
  const values = valuesIn(path, text);
  const warnings =
    values.client_secret && exposed(path) ? [`Others can read the secret in ${path}: chmod 600 it.`] : [];
  return { values, warnings };
};
