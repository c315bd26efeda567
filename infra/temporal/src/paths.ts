import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the Go sources are. */
export const sourceDir = dirname(dirname(fileURLToPath(import.meta.url)));
export const defaultBinDir = join(sourceDir, '..', '..', '.data', 'bin');

export const binaryIn = (binDir: string) => join(binDir, 'temporal-server');
/** Holds the hash of the sources the binary beside it was built from. */
export const stampIn = (binDir: string) => `${binaryIn(binDir)}.sources`;
export const lockIn = (binDir: string) => `${binaryIn(binDir)}.lock`;
