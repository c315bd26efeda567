import { access, constants, readFile } from 'node:fs/promises';
import { binaryIn, sourceDir, stampIn } from './paths.ts';
import { sourceHash } from './source-hash.ts';

/** The path of the binary in `binDir`, or null when there is none or the sources changed since. */
export async function builtBinary(binDir: string): Promise<string | null> {
  const binary = binaryIn(binDir);
  try {
    await access(binary, constants.X_OK);
    const stamp = await readFile(stampIn(binDir), 'utf8');
    return stamp.trim() === (await sourceHash(sourceDir)) ? binary : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
