import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { chooseMailProviders } from './mail-providers.ts';
import { root } from './paths.ts';
import { defaultPorts } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { buildServiceSpecs, type ServiceName } from './service-specs.ts';

afterEach(() => vi.unstubAllEnvs());

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documented = new Set(
  globSync('docs/**/*.md', { cwd: root }).flatMap((page) =>
    [...read(page).matchAll(/`([A-Z][A-Z_]{4,})`/g)].map(([, name]) => name),
  ),
);
/** The settings that a process reads, by the source of its configuration. */
const readIn = (...files: string[]) =>
  files.flatMap((file) => [...read(file).matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name]) => name ?? ''));
const timeouts = 'libs/service-kit/src/database-timeouts.ts';
const telemetry = 'libs/service-kit/src/telemetry/telemetry-settings.ts';
const vendors = 'libs/ats/src/connection-settings.ts';
const settingsOf: Partial<Record<ServiceName, string[]>> = {
  mail: readIn('apps/mail-service/src/config.ts', timeouts, telemetry),
  credit: readIn('apps/credit-service/src/config.ts', timeouts, telemetry),
  worker: readIn('apps/worker/src/config.ts', timeouts, telemetry, vendors),
  imports: readIn('apps/worker/src/config.ts', timeouts, telemetry, vendors),
  gateway: readIn('apps/gateway/src/config.ts', timeouts, telemetry, vendors),
};

/** Chosen by `npm start` itself: its own keys, addresses and division of work. */
const chosen =
  /_(TOKENS?|SECRET_KEY|BODY_KEY|HASH_KEY|DATABASE_URL|SERVICE_URL)$|^(HOOKS_PORT|LINK_SECRET|IDENTITY_SECRET|DEMO_SIGN_IN_SECRET|CASES_OPERATOR_URL|MAIL_EVENTS_URL|WORKER_QUEUES|SET_CURRENT_VERSION|METRICS_PORT|PUBLIC_URL|LOG_LEVEL)$/;
/** The two workers share the tasks: only the one that hosts `imports` watches a folder. */
const elsewhere = new Set(['worker WATCH_FOLDER', 'worker WATCH_EVERY_MS']);

test('every documented setting reaches each process that reads it', () => {
  for (const name of documented) if (name !== undefined) vi.stubEnv(name, '7');
  vi.stubEnv('TEMPORAL_ADDRESS', '');
  const secrets = new Proxy({} as Secrets, { get: () => 'own' });
  const specs = buildServiceSpecs({
    dataDir: '/tmp',
    ports: defaultPorts,
    secrets,
    databases: new Proxy({} as never, { get: () => ({ url: 'own' }) }),
    temporalAddress: 'own',
    temporalUiUrl: null,
    mailProviders: chooseMailProviders(process.env, { dataDir: '/tmp', ports: defaultPorts, secrets }),
    vendorSandbox: false,
    vendorCandidates: 0,
    publicUrl: 'own',
  });
  const checked = Object.entries(settingsOf).flatMap(([service, names]) =>
    names
      .filter((name) => documented.has(name) && !chosen.test(name) && !elsewhere.has(`${service} ${name}`))
      .map((name) => `${service} ${name}: ${specs[service as ServiceName].env[name] ?? 'not passed'}`),
  );
  expect(checked.filter((line) => !line.endsWith(': 7'))).toEqual([]);
  expect(checked).toEqual(
    expect.arrayContaining(['gateway WEBHOOK_IN_FLIGHT: 7', 'imports WATCH_FOLDER: 7', 'gateway OPERATOR_NAME: 7']),
  );
});
