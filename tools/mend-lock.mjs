// npm ci refuses a lock file that names optional platform binaries which could not be resolved when it was written
// (a newest release often lacks some). Run after each change of dependencies: npm install && npm run mend-lock.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const paths = Object.keys(lock.packages);
const locked = (name) =>
  paths.some((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`));
let dropped = 0;
for (const entry of Object.values(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (locked(name)) continue;
    delete entry.optionalDependencies[name];
    dropped += 1;
  }
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Dropped ${dropped} optional dependencies that are not locked.`);
