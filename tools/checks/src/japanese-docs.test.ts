import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspaces.ts';

/** Pages that companies and lawyers read: in Japanese, too. A new page joins one of the two lists. */
const translated = [
  'README.md',
  ...globSync('docs/{ats,crm}/*.md', { cwd: root }).sort(),
  'docs/api.md',
  'docs/audit.md',
  'docs/candidate-page.md',
  'docs/case-life-cycle.md',
  'docs/console.md',
  'docs/getting-started.md',
  'docs/glossary.md',
  'docs/identity.md',
  'docs/integrating.md',
  'docs/mail.md',
  'docs/problems.md',
  'docs/re-invitation.md',
  'docs/records.md',
  'docs/relay.md',
  'docs/template-channel.md',
  'docs/webhooks.md',
];
/** Pages for the operator and for contributors. */
const englishOnly = [
  // From the first release on.
  ...globSync('CHANGELOG.md', { cwd: root }),
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/adr/*.md', { cwd: root }).sort(),
  'docs/alerts.md',
  'docs/architecture.md',
  'docs/deploying.md',
  'docs/metrics.md',
  'docs/operating.md',
  'docs/operator-api.md',
  'docs/performance.md',
  'docs/reliability.md',
  'docs/security.md',
  'docs/upgrading.md',
  'docs/vendor-sandbox.md',
];

const toTwin = (page: string): string => (page === 'README.md' ? 'README.ja.md' : page.replace(/^docs\//, 'docs/ja/'));
const twins = translated.map(toTwin);
const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const pairs = translated.filter((page) => existsSync(join(root, toTwin(page))));

/** Code blocks do not count: a comment of a shell looks like a heading. */
const withoutCode = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
const findAll = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, part]) => part ?? '');

/** What both languages have in common, so that a section, a row or an operation that one of them lacks is noticed. */
function outline(page: string) {
  const text = withoutCode(read(page));
  return {
    headings: findAll(text, /^(#+) /gm),
    rows: findAll(text, /^\| (`[^|]*`) \|/gm)
      .flatMap((cell) => findAll(cell, /`([^`]+)`/g))
      .sort(),
    operations: [...new Set(findAll(text, /`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]+)`/g))].sort(),
  };
}
const linksTo = (page: string, target: string): boolean =>
  read(page)
    .split('\n')
    .slice(0, 5)
    .join('\n')
    .includes(`](${relative(dirname(page), target)})`);

test('each page is meant to be Japanese, too, or is not', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort();
  expect(pages).toEqual([...translated, ...twins, ...englishOnly].sort());
});

test.each(pairs)('%s and its Japanese page have the same sections, rows of codes and operations', (page) => {
  expect(outline(toTwin(page))).toEqual(outline(page));
});

test.each(pairs)('%s and its Japanese page link to each other', (page) => {
  const twin = toTwin(page);
  expect([linksTo(page, twin), linksTo(twin, page)]).toEqual([true, true]);
});
