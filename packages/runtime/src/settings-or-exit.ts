import type { Static, TObject } from 'typebox';
import { loadSettings, SettingsError } from './config.ts';

/**
 * The settings of this process, or its end: what is missing or malformed is said in one line on stderr, exit code 1.
 * For main.ts alone.
 */
export function settingsOrExit<T extends TObject>(schema: T): Static<T> {
  try {
    return loadSettings(schema);
  } catch (error) {
    return exitOnSettingsError(error);
  }
}

/** The same end for what turns out later to be set wrong. For main.ts alone. */
export function exitOnSettingsError(error: unknown): never {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
