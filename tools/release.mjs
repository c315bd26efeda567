// npm run release -- 1.2.3: sets the version, writes its section of CHANGELOG.md from the conventional commits since
// the tag before, commits and tags. Pushing the tag is left to a person; .github/workflows/release.yml does the rest.
// node tools/release.mjs --notes v1.2.3 prints the section. Plain JavaScript without packages, for Node 20 or newer.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatSection, nextVersionFault, readSection } from './changelog.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const changelog = `${root}CHANGELOG.md`;
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const fail = (text) => {
  console.error(text);
  process.exit(1);
};

const [first = '', second = ''] = process.argv.slice(2);
if (first === '--notes') {
  process.stdout.write(readSection(readFileSync(changelog, 'utf8'), second) ?? fail(`CHANGELOG.md has no ${second}.`));
} else {
  release(first);
}

function release(version) {
  if (!/^\d+\.\d+\.\d+$/.test(version)) fail('Usage: node tools/release.mjs 1.2.3, or --notes v1.2.3');
  if (git('status', '--porcelain') !== '') fail('There are changes that are not committed.');
  if (git('branch', '--show-current') !== 'main') fail('Releases are made from main.');
  const before = git('tag', '--list', 'v*', '--sort=-v:refname').split('\n')[0] || null;
  const range = before === null ? 'HEAD' : `${before}..HEAD`;
  const commits = git('log', '--no-merges', '--format=%s%n%b%x00', range)
    .split('\0')
    .flatMap((text) => text.trim() || []);
  const fault = nextVersionFault(before?.slice(1) ?? null, version, commits);
  if (fault !== null) fail(fault);

  const section = formatSection(version, git('log', '-1', '--format=%cs'), commits);
  const [heading, ...older] = existsSync(changelog)
    ? readFileSync(changelog, 'utf8').split(/^(?=## )/m)
    : ['# Changelog\n\n'];
  writeFileSync(changelog, [heading, section, ...older].join(''));
  replace('package.json', /^( {2}"version": )"[^"]+"/m, `$1"${version}"`);
  replace('package-lock.json', /^( {2}"version": )"[^"]+"/m, `$1"${version}"`);
  replace('package-lock.json', /^( {6}"version": )"[^"]+"/m, `$1"${version}"`);
  replace('infra/helm/goen/Chart.yaml', /^(version|appVersion): .*$/gm, `$1: ${version}`);
  git('add', 'CHANGELOG.md');
  git('commit', '--all', '--quiet', '--message', `chore: release ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `v${version}`);
  console.log(`${section}\nTagged v${version}. To publish it: git push --follow-tags`);
}

function replace(file, pattern, text) {
  const before = readFileSync(root + file, 'utf8');
  const after = before.replace(pattern, text);
  if (after === before && !before.includes(text.replace(/^\$1:? ?/, ''))) fail(`${file} has no version to set.`);
  writeFileSync(root + file, after);
}
