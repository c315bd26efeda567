import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCreditConfig } from '@goen/credit-service';
import { readGatewayConfig } from '@goen/gateway';
import { readMailConfig } from '@goen/mail-service';
import { root } from '@goen/stack';
import { readWorkerConfig } from '@goen/worker';

const timeouts = 'libs/service-kit/src/database-timeouts.ts';
const temporal = 'libs/temporal-kit/src/temporal-settings.ts';
const vendors = 'libs/ats/src/connection-settings.ts';

/** How each kind of process reads its settings, and the sources that name them. */
const processes = {
  gateway: { read: readGatewayConfig, sources: ['apps/gateway/src/config.ts', timeouts, temporal, vendors] },
  mail: { read: readMailConfig, sources: ['apps/mail-service/src/config.ts', timeouts] },
  credit: { read: readCreditConfig, sources: ['apps/credit-service/src/config.ts', timeouts] },
  worker: { read: readWorkerConfig, sources: ['apps/worker/src/config.ts', timeouts, temporal, vendors] },
} as const;
export type ProcessKind = keyof typeof processes;

/** Read by Node, the C library or the telemetry that every process starts with. */
const runtimeSettings = /^(NODE_OPTIONS|MALLOC_ARENA_MAX|LOG_LEVEL|METRICS_(PORT|HOST)|OTEL_[A-Z_]+)$/;

/**
 * What is wrong with the environment that a deployment gives a process: a setting that it misses or refuses, by the very
 * code that reads it at start, and one that it does not know.
 */
export function findSettingFaults(kind: ProcessKind, env: Readonly<Record<string, string>>): string[] {
  const { read, sources } = processes[kind];
  const known = new Set(
    sources.flatMap((source) =>
      [...readFileSync(join(root, source), 'utf8').matchAll(/^ +([A-Z][A-Z_0-9]+): /gm)].map(([, name = '']) => name),
    ),
  );
  const unknown = Object.keys(env)
    .map((name) => name.replace(/_FILE$/, ''))
    .filter((name) => !known.has(name) && !runtimeSettings.test(name))
    .map((name) => `${kind} does not read ${name}`);
  try {
    read({ ...env });
    return unknown;
  } catch (error) {
    return [...unknown, `${kind}: ${(error as Error).message}`];
  }
}
