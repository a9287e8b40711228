import type { LocalTerms, Quirks } from '@labsecure/contracts/labs';
import { SettingsError } from '../domain/errors.ts';
import { fieldFault } from './check-field.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { type Field, fieldNames, fields } from './fields.ts';

export type Given = Partial<Record<Field, string>>;

export interface SettingsSource {
  /** By the names of the config file. */
  flags: Given & { config?: string | undefined };
  env: Record<string, string | undefined>;
  /** Read when no other file is named, and allowed to be missing. */
  usual_config: string;
}

export interface Settings {
  /**
   * Those of the settings that a command needs.
   * @throws SettingsError naming every one that is missing or wrong, and where it may be set
   */
  need: <F extends Field>(...needed: F[]) => Record<F, string>;
  /** One that may be missing. @throws SettingsError when it is wrong */
  want: (field: Field) => string | undefined;
  quirks?: Quirks;
  local_terms?: LocalTerms;
  /** What somebody should know, though it stops nothing. */
  warnings: string[];
}

const places = (field: Field): string => {
  const { env, flag } = fields[field];
  return [flag, env, `${field} in the config file`].filter(Boolean).join(', ');
};

const faultOf = (field: Field, value: string | undefined): string | undefined => {
  if (!value) return `${field} is missing: ${fields[field].text} (${places(field)}).`;
  const fault = fieldFault(field, value);
  return fault && `${field} ${fault}.`;
};

/** An empty value counts as none, so that an unset variable in a script falls through to the next place. */
const textFor = (field: Field, { flags, env }: SettingsSource, file: ConfigFile): string | undefined =>
  [flags[field], env[fields[field].env], file.values[field]].map((value) => value?.trim()).find(Boolean);

/**
 * Settings from flags, then the environment, then the config file.
 * @throws SettingsError when the config file cannot be read or is not one
 */
export const readSettings = (source: SettingsSource): Settings => {
  const named = source.flags.config ?? (source.env.LABSECURE_CONFIG?.trim() || undefined);
  const file = readConfigFile(named ?? source.usual_config, { may_be_missing: named === undefined });
  const all = new Map(fieldNames.map((field) => [field, textFor(field, source, file)]));
  return {
    need: <F extends Field>(...needed: F[]) => {
      const faults = needed.map((field) => faultOf(field, all.get(field))).filter(Boolean);
      if (faults.length > 0) throw new SettingsError(faults.join('\n'));
      return Object.fromEntries(needed.map((field) => [field, all.get(field)])) as Record<F, string>;
    },
    want: (field) => {
      const value = all.get(field);
      const fault = value && faultOf(field, value);
      if (fault) throw new SettingsError(fault);
      return value;
    },
    ...(file.values.quirks && { quirks: file.values.quirks }),
    ...(file.values.local_terms && { local_terms: file.values.local_terms }),
    warnings: file.warnings,
  };
};
