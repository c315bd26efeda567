import { setTimeout as sleep } from 'node:timers/promises';
import { createSeededRandom, drawInteger, drawItem, type Random } from '@goen/sandbox-kit';
import { crashPoints } from '@goen/service-kit';
import type { ServiceProcess, Stack } from '@goen/stack';
import { persist } from './persist.ts';

type CrashingService = keyof typeof crashPoints;
/** `at`: a labelled point, or null: wherever it was. */
export type Kill = { readonly what: string; readonly at: string | null };

const maxPass = 5;
/** What did not come to its point by then is killed where it is. The first three have the most to lose. */
const lifeMs: Readonly<Record<CrashingService | 'postgres' | 'temporal', readonly [number, number]>> = {
  gateway: [3_000, 25_000],
  worker: [3_000, 25_000],
  mail: [3_000, 25_000],
  imports: [5_000, 30_000],
  credit: [5_000, 30_000],
  postgres: [40_000, 120_000],
  temporal: [40_000, 120_000],
};
const startAgainAfterMs = 500;

/**
 * Kills services, PostgreSQL and Temporal side by side until there were `kills`. A service is started with a labelled
 * point where it dies next, unless it is killed at a random moment before; the last time without one. Returns exits
 * that nobody caused.
 */
export async function killEverything(
  stack: Stack,
  seed: number,
  kills: number,
  onKill: (kill: Kill) => void,
): Promise<string[]> {
  const faults: string[] = [];
  let done = 0;
  const isOver = () => done >= kills;
  const note = (kill: Kill) => {
    done += 1;
    onKill(kill);
  };

  const killService = async (service: CrashingService, random: Random) => {
    const process = stack.services[service];
    const points: readonly [string, ...string[]] = crashPoints[service];
    let onExit = () => {};
    process.onUnexpectedExit(() => onExit());
    await sleep(drawInteger(random, ...lifeMs[service]));
    await process.kill();
    for (let at: string | null = null; !isOver(); ) {
      note({ what: service, at });
      const point = drawItem(random, points);
      const isStarted = await startAgain(process, { CRASH_POINT: `${point}:${drawInteger(random, 1, maxPass)}` });
      const life = sleep(drawInteger(random, ...lifeMs[service]));
      const exited = new Promise<void>((resolve) => {
        onExit = resolve;
      });
      if (isStarted) await Promise.race([exited, life]);
      const end = process.exit();
      if (typeof end === 'number') faults.push(`${service} ended by itself, with exit code ${end}`);
      at = end === 'SIGKILL' ? point : null;
      await process.kill();
    }
    await startAgain(process);
  };

  const killServer = async (what: 'postgres' | 'temporal', random: Random, crash: () => Promise<void>) => {
    for (;;) {
      await sleep(drawInteger(random, ...lifeMs[what]));
      if (isOver()) return;
      await crash();
      note({ what, at: null });
    }
  };

  const services = Object.keys(crashPoints) as CrashingService[];
  await Promise.all([
    ...services.map((service, index) => killService(service, createSeededRandom(seed * 10 + index))),
    killServer('postgres', createSeededRandom(seed * 10 + 8), async () => {
      await stack.killPostgres();
      // Connections of a server that was killed hold its memory until they notice, and it does not start before.
      await persist('PostgreSQL', () => stack.restartPostgres());
    }),
    killServer('temporal', createSeededRandom(seed * 10 + 9), async () => {
      await stack.killTemporal();
      await persist('Temporal', () => stack.restartTemporal());
    }),
  ]);
  return faults;
}

/** Like a supervisor: a start fails while PostgreSQL is away, and is repeated. False: it died at a point before it was ready. */
async function startAgain(
  process: ServiceProcess,
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await process.start(environment);
      return true;
    } catch (error) {
      if (process.exit() === 'SIGKILL') return false;
      if (attempt === maxStarts) throw error;
      await process.kill();
      await sleep(startAgainAfterMs);
    }
  }
}

const maxStarts = 100;
