import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspaces.ts';

const pages = globSync(['*.md', 'docs/**/*.md', 'infra/**/*.md', 'examples/**/*.md'], { cwd: root }).sort();
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** Paths of the repository in code spans, without line numbers and placeholders. */
const namedPaths = (text: string): string[] =>
  [...text.matchAll(/`((?:apps|libs|workflows|tools|infra|examples|docs)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');

/** Targets of relative links. */
const linkTargets = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s]+)\)/g)].map(([, target]) => target ?? '');

/** The anchor that GitHub makes of a heading. */
const toAnchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
const anchorsOf = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => toAnchor(heading ?? ''));

test('every path that a page names exists', () => {
  const missing = pages.flatMap((page) =>
    namedPaths(read(page))
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('every relative link leads to a file, and its anchor to a heading', () => {
  const broken = pages.flatMap((page) =>
    linkTargets(read(page)).flatMap((target) => {
      const [path = '', anchor] = target.split('#');
      const file = relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, file))) return [`${page}: ${target}`];
      const isKnown = anchor === undefined || !file.endsWith('.md') || anchorsOf(read(file)).includes(anchor);
      return isKnown ? [] : [`${page}: ${target}`];
    }),
  );
  expect(broken).toEqual([]);
});
