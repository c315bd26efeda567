import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspaces.ts';

/** A stored time against the unrounded clock; an interval of whole seconds beside it makes the rounding harmless. */
const unroundedComparison = /(?:[<>]=?|between) (?:now|clock_timestamp)\(\)(?!::|\.| [+-])/i;

test('no query compares a stored time with a clock that is not rounded like it', () => {
  const files = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], { cwd: root, exclude: ['**/migrations/**'] });
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (unroundedComparison.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(found, 'compare with `roundedNow`').toEqual([]);
});
