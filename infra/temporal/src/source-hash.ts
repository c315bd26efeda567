import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const isSource = (name: string) =>
  name === 'go.mod' || name === 'go.sum' || (name.endsWith('.go') && !name.endsWith('_test.go'));

/** Hex SHA-256 of what the binary is made of: names and contents of the sources in `dir`, and the machine's kind. */
export async function sourceHash(dir: string, machine = `${process.platform} ${process.arch}`): Promise<string> {
  const names = (await readdir(dir)).filter(isSource).sort();
  const hash = createHash('sha256').update(`${machine}\0`);
  for (const name of names) {
    const content = await readFile(join(dir, name));
    // The length keeps two files from reading like one.
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
