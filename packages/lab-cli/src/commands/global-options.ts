import { join } from 'node:path';
import { type Given, readSettings, type Settings } from '../settings/settings.ts';
import type { World } from '../world.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  json?: boolean;
  config?: string;
  url?: string;
  tokenUrl?: string;
  clientId?: string;
  labId?: string;
  timeZone?: string;
  sealingKey?: string;
}

const givenBy = (options: GlobalOptions): Given =>
  Object.fromEntries(
    Object.entries({
      url: options.url,
      token_url: options.tokenUrl,
      client_id: options.clientId,
      lab_id: options.labId,
      time_zone: options.timeZone,
      sealing_key: options.sealingKey,
    }).filter(([, value]) => value !== undefined),
  );

const baseOf = ({ env, home }: World, variable: string, usual: string): string =>
  join(env[variable] || join(home, usual), 'labsecure');

/** @throws SettingsError when the config file is wrong */
export const settingsOf = (world: World, options: GlobalOptions): Settings =>
  readSettings({
    flags: { ...givenBy(options), config: options.config },
    env: world.env,
    usual_config: join(baseOf(world, 'XDG_CONFIG_HOME', '.config'), 'config.json'),
  });

export const cacheFolder = (world: World): string => baseOf(world, 'XDG_CACHE_HOME', '.cache');
