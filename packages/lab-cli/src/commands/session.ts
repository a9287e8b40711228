import { setTimeout as delay } from 'node:timers/promises';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import manifest from '../../package.json' with { type: 'json' };
import { type Api, createApi } from '../adapters/api.ts';
import { createHttp } from '../adapters/http.ts';
import { createSeal, keyInFile, keyOfPlatform, type SealingKey } from '../adapters/sealing.ts';
import { createPut } from '../adapters/store.ts';
import { createTokenCache } from '../adapters/token-cache.ts';
import { createTokens, type Tokens } from '../adapters/tokens.ts';
import { type Check, checkBody } from '../domain/check.ts';
import { createDeliver, type Deliver, type DeliverPorts } from '../domain/deliver.ts';
import type { Patience } from '../domain/retry.ts';
import { createUpload, type UploadPorts } from '../domain/upload.ts';
import { createOutput, type Output } from '../output/output.ts';
import type { World } from '../world.ts';
import { cacheFolder, type GlobalOptions, settingsOf } from './global-options.ts';

/** Of commands that ask the platform something. */
export interface PatienceOption {
  /** Seconds. */
  retryFor: number;
}

export interface DeliverOptions extends PatienceOption {
  type?: MediaType;
  /** Seal each file before it leaves. */
  encrypt?: boolean;
}

/** Who is told how it goes. */
interface Listener {
  output: Output;
  /** Of the file that is under way. */
  sent?: (bytes: number) => void;
}

/** What the commands are built from: each takes what it needs, and what it needs is asked for only then. */
export interface Session {
  world: World;
  output: Output;
  tokens: () => Tokens;
  api: () => Api;
  check: () => Check;
  deliver: (options: DeliverOptions, listener?: Listener) => Deliver;
  seal: (output: Output) => UploadPorts['seal'];
  patience: (seconds: number) => Patience;
  /** @returns false when the process is to end */
  sleep: (ms: number) => Promise<boolean>;
}

export const version = manifest.version;

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
    const cache = createTokenCache(cacheFolder(world), client);
    return createTokens(client, { http, cache, now: world.now });
  };

  const api = (): Api => {
    const { url } = settings.need('url', 'token_url', 'client_id', 'client_secret');
    return createApi({ url, tokens: tokens(), http, user_agent: `labsecure-cli/${version}` });
  };

  const check: Session['check'] = () => {
    const { lab_id, time_zone } = settings.need('lab_id', 'time_zone');
    const { quirks, local_terms: terms } = settings;
    const profile = { lab_id, time_zone, ...(quirks && { quirks }) };
    return (bytes, mediaType, tell) =>
      checkBody(bytes, mediaType, { profile, terms, now: world.now() }, tell);
  };

  /** One that was given goes before the platform's word; whether it can be used shows before any file is read. */
  const findKey = (): (() => Promise<SealingKey>) => {
    const file = settings.want('sealing_key');
    if (file === undefined) {
      const platform = api();
      return async () => keyOfPlatform(await platform.sealingKey());
    }
    const key = keyInFile(file);
    return async () => key;
  };

  const seal: Session['seal'] = (told) => {
    const { lab_id } = settings.need('lab_id');
    return createSeal({
      lab_id,
      find: findKey(),
      tell: ({ fingerprint, from }) => {
        const line = `Sealed to the key ${fingerprint} (from the ${from}).`;
        told.tell({ event: 'sealing-key', fingerprint, from }, [line]);
      },
      now: () => performance.now(),
    });
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
    seal,
    deliver: ({ type, retryFor, encrypt }, { output: told, sent } = { output }) => {
      settings.need('url', 'token_url', 'client_id', 'client_secret', 'lab_id', 'time_zone');
      const platform = api();
      const store = { address: platform.uploadAddress, put: createPut(http, sent) };
      const begin: DeliverPorts['begin'] = encrypt
        ? createUpload({ ...store, seal: seal(told) })
        : (body) => () => platform.send(body, sent);
      const beginSealed = createUpload({ ...store, seal: async (bytes) => bytes });
      return createDeliver({ check: check(), begin, beginSealed, patience: patience(retryFor), type });
    },
  };
};
