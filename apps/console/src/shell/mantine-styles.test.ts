import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '..');
const mantine = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css'));
const listed = new Set(
  [...readFileSync(join(import.meta.dirname, 'mantine.css'), 'utf8').matchAll(/styles\/(\w+)\.css/g)].map(
    ([, name]) => name ?? '',
  ),
);
const hasStyles = (name: string) => existsSync(join(mantine, 'styles', `${name}.css`));

/** The components that our source and Mantine's other packages take from the core. */
function listImported(): Set<string> {
  const files = [
    ...globSync('**/*.{ts,tsx}', { cwd: src }).map((file) => join(src, file)),
    ...['charts', 'dates', 'notifications', 'spotlight'].flatMap((name) => {
      const dir = join(dirname(mantine), name, 'esm');
      return globSync('**/*.mjs', { cwd: dir }).map((file) => join(dir, file));
    }),
  ];
  const imports = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from ["']@mantine\/core["']/g),
  ]);
  return new Set(imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(' ')[0] ?? '')));
}

/** What a component of the core is made of, itself included. */
function addParts(name: string, parts: Set<string>): void {
  const dir = join(mantine, 'esm', 'components', name);
  if (parts.has(name) || !existsSync(dir)) return;
  parts.add(name);
  for (const file of globSync('**/*.mjs', { cwd: dir })) {
    const text = readFileSync(join(dir, file), 'utf8');
    for (const [, part = ''] of text.matchAll(/from ["']\.\.\/(?:\.\.\/)*([A-Z]\w*)\//g)) addParts(part, parts);
  }
}

test('the styles of every component that is used are there, with those of its parts', () => {
  const parts = new Set<string>();
  for (const name of listImported()) addParts(name, parts);
  expect(parts.size).toBeGreaterThan(30);
  expect([...parts].filter((name) => hasStyles(name) && !listed.has(name)).toSorted()).toEqual([]);
});
