import { access, constants, readFile } from 'node:fs/promises';
import { hashSources } from './hash-sources.ts';
import { sourceDir, toBinaryPath, toStampPath } from './paths.ts';

/** The path of the binary in `binDir`, or null when it is missing or older than the sources. */
export async function findBuiltBinary(binDir: string): Promise<string | null> {
  const binary = toBinaryPath(binDir);
  try {
    await access(binary, constants.X_OK);
    const stamp = await readFile(toStampPath(binDir), 'utf8');
    return stamp.trim() === (await hashSources(sourceDir)) ? binary : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
