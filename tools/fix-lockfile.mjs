// npm ci rejects a lock file that names optional platform binaries npm could not resolve when it wrote the file (a new
// release often lacks some). Run it after each change of dependencies: npm install && npm run fix-lockfile.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const paths = Object.keys(lock.packages);
const isLocked = (name) =>
  paths.some((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`));
let dropped = 0;
for (const entry of Object.values(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (isLocked(name)) continue;
    delete entry.optionalDependencies[name];
    dropped += 1;
  }
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Dropped ${dropped} optional dependencies that are not locked.`);
