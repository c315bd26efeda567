import { join } from 'node:path';
import type { ServiceDatabase, ServiceUrls } from '@goen/postgres-server';
import { type MailProviders, operatorMailFrom } from './mail-providers.ts';
import { pickPassedSettings } from './passed-settings.ts';
import { root } from './paths.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { ServiceSpec } from './service-process.ts';

export type ServiceName = 'sandbox' | 'vendors' | 'mail' | 'credit' | 'worker' | 'imports' | 'gateway';
/** Services start in this order and stop in the reverse one: each starts after those that it calls. */
export const serviceOrder: readonly ServiceName[] = [
  'sandbox',
  'vendors',
  'mail',
  'credit',
  'worker',
  'imports',
  'gateway',
];

export type StackSettings = {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databases: Readonly<Record<ServiceDatabase, ServiceUrls>>;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  readonly mailProviders: MailProviders;
  /** Local servers stand in for ATS and CRM vendors. */
  readonly vendorSandbox: boolean;
  readonly vendorCandidates: number;
  readonly publicUrl: string;
  readonly demoSignInSecret?: string | null;
};

export function buildServiceSpecs(settings: StackSettings): Record<ServiceName, ServiceSpec> {
  const { ports, secrets, databases } = settings;
  const local = (port: number) => `http://127.0.0.1:${port}`;
  const host = { HOST: '127.0.0.1', LOG_LEVEL: process.env.LOG_LEVEL ?? 'info' };
  const database = (name: ServiceDatabase) => ({ [`${name.toUpperCase()}_DATABASE_URL`]: databases[name].url });
  const temporal = { ...pickTemporalSecurity(), TEMPORAL_ADDRESS: settings.temporalAddress };
  const cases = {
    ...database('cases'),
    LINK_SECRET: secrets.linkSecret,
    PERSON_HASH_KEY: secrets.personHashKey,
    CONNECTION_SECRET_KEY: secrets.connectionSecretKey,
    ...toVendorUrls(settings),
  };
  const worker = {
    ...cases,
    ...temporal,
    PUBLIC_URL: settings.publicUrl,
    MAIL_SERVICE_URL: local(ports.mail),
    MAIL_SERVICE_TOKEN: secrets.mailServiceTokens.worker,
    CREDIT_SERVICE_URL: local(ports.credit),
    CREDIT_SERVICE_TOKEN: secrets.creditServiceTokens.worker,
    SET_CURRENT_VERSION: 'true',
  };
  const spec = (name: ServiceName, main: string, readyUrl: string, env: Record<string, string>): ServiceSpec => ({
    name,
    main: join(root, main),
    readyUrl,
    env: { ...host, ...pickPassedSettings(name, process.env), ...env },
    logFile: join(settings.dataDir, 'logs', `${name}.log`),
  });
  return {
    sandbox: spec(
      'sandbox',
      'tools/mail-sandbox/src/main.ts',
      `${local(ports.inbox)}/`,
      settings.mailProviders.sandbox ?? {},
    ),
    vendors: spec('vendors', 'tools/vendor-sandbox/src/main.ts', `${local(ports.vendors)}/`, {
      PORT: String(ports.vendors),
      DATA_DIR: join(settings.dataDir, 'vendors'),
      CANDIDATES: String(settings.vendorCandidates),
    }),
    mail: spec('mail', 'apps/mail-service/src/main.ts', `${local(ports.mail)}/readyz`, {
      PORT: String(ports.mail),
      METRICS_PORT: String(ports.mailMetrics),
      ...database('mail'),
      HOOKS_PORT: String(ports.mailHooks),
      PUBLIC_URL: settings.publicUrl,
      MAIL_SERVICE_TOKENS: listTokens(secrets.mailServiceTokens),
      MAIL_BODY_KEY: secrets.mailBodyKey,
      MAIL_EVENTS_URL: `${local(ports.gateway)}/internal/mail-events`,
      MAIL_EVENTS_TOKEN: secrets.mailEventsToken,
      PERSON_HASH_KEY: secrets.personHashKey,
      ...settings.mailProviders.mail,
    }),
    credit: spec('credit', 'apps/credit-service/src/main.ts', `${local(ports.credit)}/readyz`, {
      PORT: String(ports.credit),
      METRICS_PORT: String(ports.creditMetrics),
      ...database('credit'),
      CREDIT_SERVICE_TOKENS: listTokens(secrets.creditServiceTokens),
    }),
    worker: spec('worker', 'apps/worker/src/main.ts', `${local(ports.workerHealth)}/readyz`, {
      // Of each of its two threads: the workflows' and the activities'.
      NODE_OPTIONS: '--max-old-space-size=256 --max-semi-space-size=8',
      HEALTH_PORT: String(ports.workerHealth),
      METRICS_PORT: String(ports.workerMetrics),
      WORKER_QUEUES: 'cases,mail,polls',
      ...worker,
    }),
    imports: spec('imports', 'apps/worker/src/main.ts', `${local(ports.importsHealth)}/readyz`, {
      HEALTH_PORT: String(ports.importsHealth),
      METRICS_PORT: String(ports.importsMetrics),
      WORKER_QUEUES: 'imports',
      // Rows are short-lived: young space for a batch of them, so that they die there, and little old space.
      NODE_OPTIONS: '--max-old-space-size=112 --max-semi-space-size=12',
      MALLOC_ARENA_MAX: '2',
      ...worker,
    }),
    gateway: spec('gateway', 'apps/gateway/src/main.ts', `${local(ports.gateway)}/readyz`, {
      PORT: String(ports.gateway),
      METRICS_PORT: String(ports.gatewayMetrics),
      // What a request leaves behind dies young; without limits the heap grows to twice what it needs.
      NODE_OPTIONS: '--max-old-space-size=512 --max-semi-space-size=16',
      ...cases,
      ...temporal,
      ...toIdentityEnvironment(settings),
      ...(settings.temporalUiUrl && { TEMPORAL_UI_URL: settings.temporalUiUrl }),
      PUBLIC_URL: settings.publicUrl,
      MAIL_SERVICE_URL: local(ports.mail),
      MAIL_SERVICE_TOKEN: secrets.mailServiceTokens.gateway,
      MAIL_EVENTS_TOKENS: listTokens({ 'mail-service': secrets.mailEventsToken }),
      CREDIT_SERVICE_URL: local(ports.credit),
      CREDIT_SERVICE_TOKEN: secrets.creditServiceTokens.gateway,
      WEBHOOK_SECRET_KEY: secrets.webhookSecretKey,
    }),
  };
}

/** As a service reads the tokens of its callers. */
const listTokens = (tokens: Readonly<Record<string, string>>): string =>
  Object.entries(tokens)
    .map(([caller, token]) => `${caller}=${token}`)
    .join(',');

/** With the local inbox, sign-in links come from an address of the examples. */
function toIdentityEnvironment({
  databases,
  secrets,
  mailProviders,
  demoSignInSecret,
}: StackSettings): Record<string, string> {
  return {
    IDENTITY_DATABASE_URL: databases.identity.url,
    IDENTITY_SECRET: secrets.identitySecret,
    CASES_OPERATOR_URL: databases.cases.operatorUrl,
    SETUP_TOKEN: secrets.setupToken,
    ...(demoSignInSecret ? { DEMO_SIGN_IN_SECRET: demoSignInSecret } : {}),
    ...(mailProviders.sandbox === null || process.env.OPERATOR_MAIL_FROM || process.env.OPERATOR_MAIL_PROVIDER
      ? {}
      : { OPERATOR_MAIL_FROM: operatorMailFrom, OPERATOR_MAIL_PROVIDER: 'resend' }),
  };
}

/** For a Temporal of one's own: its namespace, API key and certificates. For every one: the keys that encrypt what it stores. */
const pickTemporalSecurity = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]): [string, string][] => {
      const pattern = process.env.TEMPORAL_ADDRESS
        ? /^TEMPORAL_(NAMESPACE|API_KEY|PAYLOAD_KEYS|TLS(_.*)?)$/
        : /^TEMPORAL_PAYLOAD_KEYS$/;
      return pattern.test(name) && value ? [[name, value]] : [];
    }),
  );

/** Addresses of vendors: from the environment, else the local servers if they run, else the vendors' own. */
function toVendorUrls({ vendorSandbox, ports }: StackSettings): Record<string, string> {
  const url = `http://127.0.0.1:${ports.vendors}`;
  const local: Record<string, string> = {
    HERP_URL: `${url}/hire/v1`,
    ZOHO_RECRUIT_URL: `${url}/recruit/v2`,
    ZOHO_ACCOUNTS_URL: url,
    HUBSPOT_URL: url,
  };
  const fromEnvironment = Object.keys(local).flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value ? [[name, value]] : [];
  });
  return { ...(vendorSandbox ? local : {}), ...Object.fromEntries(fromEnvironment) };
}
