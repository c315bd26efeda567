import { join } from 'node:path';

/** With `--profile 1` a process writes a CPU profile beside the benchmark's folder when it stops. */
export const buildProfileEnv = (profile: number | undefined, name: string, dataDir: string): Record<string, string> =>
  profile ? { NODE_OPTIONS: buildProfileOptions(name, dataDir) } : {};

export const buildProfileOptions = (name: string, dataDir: string): string =>
  `--cpu-prof --cpu-prof-dir=${join(`${dataDir}-profiles`, name)}`;
