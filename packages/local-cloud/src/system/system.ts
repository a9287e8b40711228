import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';
import { loadDemoHistory } from '../demo/load.ts';
import { keptInFile } from '../demo/progress.ts';
import { asSetting, loadSealingKey } from '../sealing-key.ts';
import { clientToken } from '../tokens.ts';
import { createLogBook } from './log-book.ts';
import { ensureFree, findFreePorts, portsFrom, type SystemPorts } from './ports.ts';
import { type ServiceProcess, superviseService } from './service-process.ts';
import { type ServiceName, type Settings, serviceNames, settingsOf } from './service-settings.ts';
import { loadSessionSecret } from './session-secret.ts';
import { waitUntil } from './wait-until.ts';

export interface SystemOptions {
  /** Folder that keeps everything between runs; all in memory when absent. */
  dataDir?: string | undefined;
  /** Port of the portal, the others follow from it. Default 4600. */
  portBase?: number | undefined;
  /** Any free ports instead. */
  freePorts?: boolean | undefined;
  /** Show no logs; they can be read from `logs()`. */
  quiet?: boolean | undefined;
  /** Load two years of history for the demo patients, unless it is there already. */
  demo?: boolean | undefined;
  /** Settings put over the usual ones, by service. */
  settings?: Partial<Record<ServiceName, Settings>> | undefined;
  /** Gives up starting; a system that has started is ended with `stop`. */
  signal?: AbortSignal | undefined;
  /** Told when a service is given up once all had started; the rest goes on. */
  onGivenUp?: ((sentence: string) => void) | undefined;
}

export interface System {
  urls: Record<ServiceName | 'mailbox' | 'login' | 'apiDocs', string>;
  cloud: LocalCloud;
  services: Record<ServiceName, ServiceProcess>;
  /** Waits until a service answers, for example after it was started again. */
  ready(service: ServiceName): Promise<void>;
  /** The last ten thousand lines that services wrote, as they wrote them. */
  logs(): string[];
  stop(): Promise<void>;
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
};

const choosePorts = async (options: SystemOptions): Promise<SystemPorts> => {
  if (options.freePorts) return findFreePorts();
  const ports = portsFrom(options.portBase ?? 4600);
  await ensureFree(ports);
  return ports;
};

/**
 * Starts the whole of LabSecure on this machine: the local cloud in this process, each service in its own.
 * @throws PortTakenError before anything is started
 */
export const startSystem = async (options: SystemOptions = {}): Promise<System> => {
  const ports = await choosePorts(options);
  const address = (name: keyof SystemPorts): string => `http://127.0.0.1:${ports[name]}`;
  const { dataDir } = options;
  const sessionSecret = await loadSessionSecret(dataDir);
  // Side by side: the key takes as long to make as everything else to start.
  const [cloud, sealingKey] = await Promise.all([
    startLocalCloud({ dataDir, ports, portalUrl: address('portal') }),
    loadSealingKey(dataDir),
  ]);

  const log = createLogBook(options.quiet ?? false);
  let started = false;
  const givenUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([givenUp.signal, options.signal]) : givenUp.signal;
  const supervise = (name: ServiceName): ServiceProcess => {
    const source = {
      cloud: cloud.env,
      machine: process.env,
      ports,
      sessionSecret,
      sealingKey: asSetting(sealingKey),
      overrides: options.settings,
    };
    return superviseService({
      name,
      script: `services/${name}/src/main.ts`,
      settings: settingsOf(name, source),
      onLine: (line) => log.take(name, line),
      onNews: log.say,
      onGivenUp: (sentence) => {
        givenUp.abort(new Error(sentence));
        if (started) options.onGivenUp?.(sentence);
      },
    });
  };
  const services = {
    ingest: supervise('ingest'),
    processor: supervise('processor'),
    notify: supervise('notify'),
    report: supervise('report'),
    portal: supervise('portal'),
  };

  const stop = async (): Promise<void> => {
    await Promise.all(serviceNames.map((name) => services[name].stop()));
    await cloud.close();
  };
  const ready = (name: ServiceName): Promise<void> =>
    waitUntil(() => isReady(address(name)), {
      everyMs: 50,
      timeoutMs: 60_000,
      otherwise: `${name} did not get ready within a minute.`,
      signal,
    });

  try {
    for (const name of serviceNames) services[name].start();
    await Promise.all(serviceNames.map(ready));
    if (options.demo) {
      // Hundreds of lines about years gone by would bury what matters.
      const target = {
        env: cloud.env,
        ingestUrl: address('ingest'),
        tokenOf: (labId: string) => clientToken(cloud, labId),
      };
      const progress = dataDir ? keptInFile(join(dataDir, 'demo-history.json')) : undefined;
      await log.hushed(() => loadDemoHistory(target, { progress, signal, onBegin: log.say }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  started = true;
  return {
    urls: {
      ingest: address('ingest'),
      processor: address('processor'),
      notify: address('notify'),
      report: address('report'),
      portal: address('portal'),
      mailbox: address('mailbox'),
      login: address('login'),
      apiDocs: `${address('ingest')}/api/v1/docs`,
    },
    cloud,
    services,
    ready,
    logs: log.lines,
    stop,
  };
};
