import { spawn } from 'node:child_process';
import { once } from 'node:events';

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** Runs Node with its output here, until it ends. */
export async function runNode(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  // Ctrl-C reaches it by itself; a supervisor's signal reaches this process only.
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  process.off('SIGTERM', stop);
  return { code, signal };
}
