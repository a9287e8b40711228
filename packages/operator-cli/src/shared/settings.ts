import { loadSettings } from '@labsecure/runtime/config';
import { AwsSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

const Settings = Type.Object({
  ...AwsSettings,
  LABSECURE_OPERATOR: Type.Optional(
    Type.String({ maxLength: 100, description: 'who decides, where it is not the user of the machine' }),
  ),
});
export type Settings = Static<typeof Settings>;

/** @throws SettingsError naming what is missing or malformed */
export const readSettings = (env: Record<string, string | undefined>): Settings =>
  loadSettings(Settings, env);
