import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const isSource = (name: string) =>
  name === 'go.mod' || name === 'go.sum' || (name.endsWith('.go') && !name.endsWith('_test.go'));

/** Hex SHA-256 over the names and contents of the Go sources in `dir`, and the platform. */
export async function hashSources(dir: string, platform = `${process.platform} ${process.arch}`): Promise<string> {
  const names = (await readdir(dir)).filter(isSource).sort();
  const hash = createHash('sha256').update(`${platform}\0`);
  for (const name of names) {
    const content = await readFile(join(dir, name));
    // Without the lengths, two files could hash like one.
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
