import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export type Ended = { readonly code: number; readonly output: string; readonly errors: string };

/**
 * The configuration that podman needs inside a container or on a machine without systemd, and that does no harm
 * elsewhere. https://github.com/containers/common/blob/main/docs/containers.conf.5.md
 */
export const containersConf = `[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
`;

/** Ends with the exit code and what was written. */
export async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const [[code], output, errors] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code ?? -1, output: output.trim(), errors };
}

/** The same, and an error with the end of the output where the exit code is not 0. */
export async function must(command: string, args: readonly string[], env?: Readonly<Record<string, string>>) {
  const { code, output, errors } = await run(command, args, env);
  if (code !== 0)
    throw new Error(
      `${command} ${args.slice(0, 3).join(' ')} ended with ${code}:\n${`${output}\n${errors}`.slice(-4_000)}`,
    );
  return output;
}
