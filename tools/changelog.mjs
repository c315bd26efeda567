// What a release says, from conventional commits. https://www.conventionalcommits.org/en/v1.0.0/
const subject = /^(?<type>[a-z]+)(?:\((?<scope>[^)]+)\))?(?<breaking>!)?: (?<text>.+)$/;
const titles = { feat: 'New', fix: 'Fixed', perf: 'Faster' };

function parse(commit) {
  const [line = ''] = commit.split('\n');
  const groups = subject.exec(line)?.groups;
  if (groups === undefined) return null;
  const note = /^BREAKING[ -]CHANGE: (?<text>[\s\S]+)$/m
    .exec(commit)
    ?.groups?.text.split('\n\n')[0]
    .replaceAll('\n', ' ');
  return { ...groups, breaking: groups.breaking !== undefined || note !== undefined, note };
}
const format = ({ scope, text }) => `- ${scope === undefined ? '' : `**${scope}**: `}${text}`;

/** The section of a version: what breaks first, then what users notice; tests, docs and chores are left out. */
export function formatSection(version, date, commits) {
  const parsed = commits.flatMap((commit) => parse(commit) ?? []);
  const breaking = parsed.filter((commit) => commit.breaking);
  const parts = [
    ['Breaking', breaking.map((commit) => format({ ...commit, text: commit.note ?? commit.text }))],
    ...Object.entries(titles).map(([type, title]) => [
      title,
      parsed.filter((commit) => commit.type === type).map(format),
    ]),
  ];
  const body = parts.flatMap(([title, lines]) => (lines.length === 0 ? [] : [`### ${title}\n\n${lines.join('\n')}\n`]));
  return `## v${version} (${date})\n\n${body.join('\n') || 'No changes that users notice.\n'}\n`;
}

/** The text below the heading of a tag; null when there is none. */
export function readSection(changelog, tag) {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## ${tag} `));
  return section === undefined ? null : `${section.split('\n').slice(1).join('\n').trim()}\n`;
}

/** Why a version must not follow the one before (https://semver.org); null if it may. Before 1.0 a minor one may break. */
export function nextVersionFault(before, version, commits) {
  if (before === null) return null;
  const numbers = (text) => text.split('.').map(Number);
  const [[oldMajor, oldMinor, oldPatch], [major, minor, patch]] = [numbers(before), numbers(version)];
  const isNewer = major - oldMajor || minor - oldMinor || patch - oldPatch;
  if (isNewer <= 0) return `${version} is not newer than ${before}.`;
  const parsed = commits.flatMap((commit) => parse(commit) ?? []);
  const isMajor = major > oldMajor;
  const isMinor = isMajor || minor > oldMinor;
  if (parsed.some((commit) => commit.breaking) && !(oldMajor === 0 ? isMinor : isMajor))
    return `Commits since ${before} break something: raise the ${oldMajor === 0 ? 'minor' : 'major'} version.`;
  if (parsed.some(({ type }) => type === 'feat') && !isMinor)
    return `Commits since ${before} add something: raise the minor version.`;
  return null;
}
