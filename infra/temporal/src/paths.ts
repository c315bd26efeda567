import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the Go sources. */
export const sourceDir = dirname(dirname(fileURLToPath(import.meta.url)));
export const defaultBinDir = join(sourceDir, '..', '..', '.data', 'bin');

export const toBinaryPath = (binDir: string) => join(binDir, 'temporal-server');
/** The stamp file holds the hash of the sources that the binary was built from. */
export const toStampPath = (binDir: string) => `${toBinaryPath(binDir)}.sources`;
export const toLockPath = (binDir: string) => `${toBinaryPath(binDir)}.lock`;
