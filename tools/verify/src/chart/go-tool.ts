import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataRoot } from '@goen/stack';
import { must, run } from '../images/podman.ts';

/** A command from a Go module, built once per version and kept in `.data/bin`. Returns its path. */
export async function findGoTool(path: string, version: string, report: (line: string) => void): Promise<string> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bin = join(dataRoot, 'bin');
  const tool = join(bin, `${name}-${version}`);
  const isThere = await run('test', ['-x', tool]).then(({ code }) => code === 0);
  if (isThere) return tool;
  report(`Building ${name} ${version} with Go …`);
  mkdirSync(bin, { recursive: true });
  await must('go', ['install', `${path}@${version}`], { GOBIN: bin });
  await must('mv', [join(bin, name), tool]);
  return tool;
}
