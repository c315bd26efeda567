// Writes the licences of the packages that are installed below a folder: node infra/images/notices.mjs [FOLDER] [FILE]
// Every image has them as THIRD-PARTY-NOTICES.txt, and the console's build those of what it was built from.
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', file = 'THIRD-PARTY-NOTICES.txt'] = process.argv.slice(2);
const isLicence = (name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name);
const seen = new Map();
for (const manifest of globSync('**/node_modules/{*,@*/*}/package.json', { cwd: folder })) {
  const dir = join(folder, manifest, '..');
  const { name, version, license, private: isPrivate } = JSON.parse(readFileSync(join(folder, manifest), 'utf8'));
  if (!name || !version || isPrivate || name.startsWith('@goen/')) continue;
  const texts = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => readFileSync(join(dir, entry.name), 'utf8').trim());
  const id = typeof license === 'string' ? license : (license?.type ?? 'see below');
  seen.set(`${name}@${version}`, { id, text: texts.join('\n\n') });
}
// Many packages share a text to the letter.
const byText = new Map();
for (const [name, { id, text }] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1)))
  byText.set(text, [...(byText.get(text) ?? []), `${name} (${id})`]);
const parts = [...byText].map(
  ([text, names]) => `${names.join('\n')}\n\n${text || 'The package has no text of its licence.'}`,
);
writeFileSync(file, `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
console.log(`${file}: ${seen.size} packages`);
