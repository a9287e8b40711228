import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import manifest from '../../package.json' with { type: 'json' };
import { type Api, createApi } from '../adapters/api.ts';
import { createHttp } from '../adapters/http.ts';
import { createTokenCache } from '../adapters/token-cache.ts';
import { createTokens, type Tokens } from '../adapters/tokens.ts';
import { type Checked, checkBody } from '../domain/check.ts';
import { createDeliver, type Deliver } from '../domain/deliver.ts';
import type { Patience } from '../domain/retry.ts';
import { createOutput, type Output } from '../output/output.ts';
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
}

/** Of commands that ask the platform something. */
export interface PatienceOption {
  /** Seconds. */
  retryFor: number;
}

/** What the commands are built from: each takes what it needs, and what it needs is asked for only then. */
export interface Session {
  world: World;
  output: Output;
  tokens: () => Tokens;
  api: () => Api;
  check: () => (bytes: Uint8Array, mediaType: MediaType) => Checked;
  deliver: (options: { type?: MediaType; retryFor: number }) => Deliver;
  patience: (seconds: number) => Patience;
  /** @returns false when the process is to end */
  sleep: (ms: number) => Promise<boolean>;
}

export const version = manifest.version;

const givenBy = ({ url, tokenUrl, clientId, labId, timeZone }: GlobalOptions): Given =>
  Object.fromEntries(
    Object.entries({
      url,
      token_url: tokenUrl,
      client_id: clientId,
      lab_id: labId,
      time_zone: timeZone,
    }).filter(([, value]) => value !== undefined),
  );

const baseOf = ({ env, home }: World, variable: string, usual: string): string =>
  join(env[variable] || join(home, usual), 'labsecure');

const settingsOf = (world: World, options: GlobalOptions): Settings =>
  readSettings({
    flags: { ...givenBy(options), config: options.config },
    env: world.env,
    usual_config: join(baseOf(world, 'XDG_CONFIG_HOME', '.config'), 'config.json'),
  });

const sleepUntil = (stopping: AbortSignal) => async (ms: number) => {
  try {
    await delay(ms, undefined, { signal: stopping });
    return true;
  } catch {
    return false;
  }
};

/** @throws SettingsError when the config file is wrong; what is missing shows when it is needed */
export const openSession = (world: World, options: GlobalOptions): Session => {
  const output = createOutput(world.stdout, world.stderr, options.json ?? false);
  const settings = settingsOf(world, options);
  for (const warning of settings.warnings) output.warn(warning);
  const http = createHttp(world.stopping);
  const sleep = sleepUntil(world.stopping);

  const tokens = (): Tokens => {
    const client = settings.need('token_url', 'client_id', 'client_secret');
    const cache = createTokenCache(baseOf(world, 'XDG_CACHE_HOME', '.cache'), client);
    return createTokens(client, { http, cache, now: world.now });
  };

  const api = (): Api => {
    const { url } = settings.need('url', 'token_url', 'client_id', 'client_secret');
    return createApi({ url, tokens: tokens(), http, user_agent: `labsecure-cli/${version}` });
  };

  const check: Session['check'] = () => {
    const { lab_id, time_zone } = settings.need('lab_id', 'time_zone');
    const { quirks } = settings;
    const profile = { lab_id, time_zone, ...(quirks && { quirks }) };
    return (bytes, mediaType) => checkBody(bytes, mediaType, { profile, now: world.now() });
  };

  const patience = (seconds: number): Patience => ({
    seconds,
    now: () => performance.now(),
    random: world.random,
    sleep,
  });

  return {
    world,
    output,
    tokens,
    api,
    check,
    sleep,
    patience,
    deliver: ({ type, retryFor }) => {
      settings.need('url', 'token_url', 'client_id', 'client_secret', 'lab_id', 'time_zone');
      return createDeliver({ check: check(), send: api().send, patience: patience(retryFor), type });
    },
  };
};
