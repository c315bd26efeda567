import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { dataRoot } from '@goen/stack';

const run = promisify(execFile);

export type PrometheusTools = Readonly<Record<'prometheus' | 'promtool' | 'amtool', string>>;
const names = ['prometheus', 'promtool', 'amtool'] as const;

/** Those of this machine, else Debian's packages, unpacked into `.data/prometheus`. Throws when neither is there. */
export async function findPrometheus(report: (line: string) => void): Promise<PrometheusTools> {
  const folder = join(dataRoot, 'prometheus');
  const find = () => {
    const paths = [...(process.env.PATH ?? '').split(delimiter), join(folder, 'usr', 'bin')];
    const found = names.map((name) => paths.map((path) => join(path, name)).find((file) => existsSync(file)));
    return found.every((file) => file !== undefined)
      ? (Object.fromEntries(names.map((name, index) => [name, found[index]])) as PrometheusTools)
      : null;
  };
  const known = find();
  if (known) return known;
  report('Downloading Prometheus and Alertmanager (Debian’s packages) …');
  mkdirSync(folder, { recursive: true });
  try {
    await run('apt-get', ['download', 'prometheus', 'prometheus-alertmanager'], { cwd: folder });
    for (const file of globSync(join(folder, '*.deb'))) await run('dpkg-deb', ['-x', file, folder]);
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new Error(`Prometheus is not on this machine, and apt-get could not fetch it: ${cause}`, { cause: error });
  }
  const fetched = find();
  if (fetched === null) throw new Error(`The packages in ${folder} lack one of ${names.join(', ')}.`);
  return fetched;
}

/** Null when the tool is content, else what it said. */
export async function runTool(tool: string, args: readonly string[]): Promise<string | null> {
  try {
    await run(tool, [...args]);
    return null;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${tool.split('/').at(-1)} ${args.slice(0, 2).join(' ')}: ${`${stderr}${stdout}`.trim().slice(-1_500)}`;
  }
}
