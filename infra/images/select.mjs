// Leaves of the checkout what one workspace needs at run time, before npm installs it: the workspaces it depends on, without
// their devDependencies, and a lock file that agrees. Run in the checkout: node infra/images/select.mjs apps/gateway
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [kept = ''] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
const manifestOf = (folder) => join(folder, 'package.json');

const root = read('package.json');
const folders = globSync(root.workspaces).filter((folder) => existsSync(manifestOf(folder)));
if (!folders.includes(kept)) throw new Error(`There is no workspace ${kept}.`);
const byName = new Map(folders.map((folder) => [read(manifestOf(folder)).name, folder]));

const needed = new Set();
const add = (folder) => {
  if (needed.has(folder)) return;
  needed.add(folder);
  for (const name of Object.keys(read(manifestOf(folder)).dependencies ?? {}))
    if (byName.has(name)) add(byName.get(name));
};
add(kept);

const lock = read('package-lock.json');
for (const [name, folder] of byName) {
  if (needed.has(folder)) {
    const { devDependencies: _devDependencies, ...manifest } = read(manifestOf(folder));
    write(manifestOf(folder), manifest);
    delete lock.packages[folder].devDependencies;
  } else {
    rmSync(folder, { recursive: true });
    delete lock.packages[folder];
    delete lock.packages[`node_modules/${name}`];
  }
}
// Node is in the base image, and PostgreSQL elsewhere.
for (const manifest of [root, lock.packages['']]) {
  manifest.workspaces = [...needed].sort();
  delete manifest.devDependencies;
  delete manifest.optionalDependencies;
}
write('package.json', root);
write('package-lock.json', lock);
for (const entry of ['tools', 'docs', 'examples', 'nx.json', ...globSync('infra/*')])
  if (entry !== 'infra/images' && ![...needed].some((folder) => folder === entry || folder.startsWith(`${entry}/`)))
    rmSync(entry, { recursive: true, force: true });
