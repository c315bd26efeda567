import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from './workspaces.ts';

type Changelog = {
  formatSection: (version: string, date: string, commits: readonly string[]) => string;
  readSection: (changelog: string, tag: string) => string | null;
  nextVersionFault: (before: string | null, version: string, commits: readonly string[]) => string | null;
};
// Plain JavaScript, for a release without an installed workspace.
const { formatSection, nextVersionFault, readSection } = (await import(
  pathToFileURL(join(root, 'tools', 'changelog.mjs')).href
)) as Changelog;

const commits = [
  'feat(mail): send by SES',
  'fix: keep the sender',
  'docs: say how',
  'refactor(gateway)!: drop the old header\n\nBREAKING CHANGE: send X-New\ninstead.\n\nMore.',
  'Merge something',
];

test('a section names what breaks first, and what users notice', () => {
  const section = formatSection('1.3.0', '2026-12-01', commits);
  expect(section).toBe(`## v1.3.0 (2026-12-01)

### Breaking

- **gateway**: send X-New instead.

### New

- **mail**: send by SES

### Fixed

- keep the sender

`);
  const changelog = `# Changelog\n\n${section}## v1.2.0 (2026-11-01)\n\nOlder.\n`;
  expect(readSection(changelog, 'v1.2.0')).toBe('Older.\n');
  expect(readSection(changelog, 'v1.3.0')).toMatch(/^### Breaking/);
  expect(readSection(changelog, 'v1')).toBeNull();
});

test.each([
  [null, '0.1.0', commits, null],
  ['1.2.3', '1.2.3', [], '1.2.3 is not newer than 1.2.3.'],
  ['1.2.3', '1.3.0', commits, 'Commits since 1.2.3 break something: raise the major version.'],
  ['0.2.3', '0.3.0', commits, null],
  ['1.2.3', '1.2.4', ['feat: a'], 'Commits since 1.2.3 add something: raise the minor version.'],
  ['1.2.3', '1.2.4', ['fix: a'], null],
])('after %s, %s', (before, version, since, fault) => {
  expect(nextVersionFault(before, version, since)).toBe(fault);
});
