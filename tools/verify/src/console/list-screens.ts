import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The screens of the console: each folder that has texts of its own, relative to `src/screens`. */
export function listScreens(consoleDir: string): string[] {
  const screens = join(consoleDir, 'src', 'screens');
  return readdirSync(screens, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'texts.ja.ts')
    .map(({ parentPath }) => relative(screens, parentPath))
    .filter((dir) => dir !== '')
    .toSorted();
}
