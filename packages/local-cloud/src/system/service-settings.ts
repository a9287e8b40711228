import type { SystemPorts } from './ports.ts';

export const serviceNames = ['ingest', 'processor', 'notify', 'report', 'portal'] as const;
export type ServiceName = (typeof serviceNames)[number];
export type Settings = Record<string, string>;

const aws = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_SQS',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'RESOURCE_PREFIX',
];
const tokens = ['OIDC_ISSUER', 'OIDC_JWKS_URI'];

/** Which of the cloud's settings each service is given: what it needs and no more. */
const fromCloud: Record<ServiceName, string[]> = {
  ingest: [...aws, ...tokens],
  processor: aws,
  notify: [...aws, 'AWS_ENDPOINT_URL_SES', 'MAIL_FROM', 'ADMIN_EMAIL'],
  report: [...aws, ...tokens],
  portal: [...aws, ...tokens, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_LOGOUT_URL'],
};

/** What a process needs of the machine it runs on; a developer's own AWS settings are none of a service's business. */
const fromMachine = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'LOG_LEVEL'];

const pick = (source: Record<string, string | undefined>, names: string[]): Settings =>
  Object.fromEntries(names.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])));

export interface SettingsSource {
  cloud: Settings;
  machine: Record<string, string | undefined>;
  ports: SystemPorts;
  sessionSecret: string;
  sealingKey: string;
  /** Put over the others, by service: for tests. */
  overrides?: Partial<Record<ServiceName, Settings>> | undefined;
}

/** The environment of one service's process. */
export const settingsOf = (service: ServiceName, source: SettingsSource): Settings => {
  const { cloud, machine, ports, sessionSecret, sealingKey } = source;
  const portalUrl = `http://127.0.0.1:${ports.portal}`;
  const own: Record<ServiceName, Settings> = {
    ingest: { SEALING_KEY: sealingKey },
    processor: {},
    notify: { PORTAL_URL: portalUrl },
    report: {},
    portal: {
      PORTAL_URL: portalUrl,
      REPORT_URL: `http://127.0.0.1:${ports.report}`,
      DOCUMENTS_ORIGIN: cloud.AWS_ENDPOINT_URL_S3 ?? '',
      SESSION_SECRET: sessionSecret,
      // Plain http, on one machine: no browser would send the cookies back otherwise.
      SECURE_COOKIES: 'false',
    },
  };
  return {
    ...pick(machine, fromMachine),
    ...pick(cloud, fromCloud[service]),
    HOST: '127.0.0.1',
    PORT: String(ports[service]),
    ...own[service],
    ...source.overrides?.[service],
  };
};
