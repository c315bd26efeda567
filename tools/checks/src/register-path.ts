import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspaces.ts';

/** Sources that still register an operation beside its route, once per occurrence. */
export function findRegisterPath(): string[] {
  return globSync('{apps,libs}/*/src/**/*.ts', { cwd: root })
    .sort()
    .flatMap((file) => {
      const occurrences = readFileSync(join(root, file), 'utf8').split('registerPath').length - 1;
      return Array.from({ length: occurrences }, () => file);
    });
}
