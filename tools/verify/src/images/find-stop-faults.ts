import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceSpec, Stack } from '@goen/stack';
import { toCommand, toContainer } from './containers.ts';
import { run } from './podman.ts';

const graceSeconds = 10;
/** Longer than any service takes to start. */
const latestMs = 3_000;
/** 0: it stopped in order. 143: the signal came before it could handle one. 137: killed after the grace period. */
const fine: readonly (number | null)[] = [0, 143];

/** SIGTERM to each service while it serves, and then at `stops` moments of its start. */
export async function findStopFaults(
  { services }: Stack,
  specs: readonly ServiceSpec[],
  { stops, random }: { readonly stops: number; readonly random: () => number },
): Promise<string[]> {
  const faults: string[] = [];
  for (const spec of specs) {
    const service = Object.values(services).find(({ name }) => name === spec.name);
    await service?.stop();
    if (service?.exit() !== 0) faults.push(`${spec.name}: stopped while it served, it ended with ${service?.exit()}`);
    for (let nth = 0; nth < stops; nth += 1) {
      const afterMs = Math.round(random() * latestMs);
      const code = await stopWhileStarting(spec, afterMs);
      if (!fine.includes(code)) faults.push(`${spec.name}: stopped after ${afterMs} ms, it ended with ${code}`);
    }
  }
  return faults;
}

async function stopWhileStarting(spec: ServiceSpec, afterMs: number): Promise<number | null> {
  const [command = '', ...args] = toCommand(spec) ?? [];
  const container = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...spec.env } });
  const ended = once(container, 'exit') as Promise<[number | null]>;
  const name = toContainer(spec.name);
  const isRunning = async () =>
    (await run('podman', ['container', 'inspect', '--format={{.State.Running}}', name])).output === 'true';
  while (!(await isRunning())) await Promise.race([sleep(20), ended]);
  await sleep(afterMs);
  await run('podman', ['stop', `--time=${graceSeconds}`, name]);
  const [code] = await ended;
  return code;
}
