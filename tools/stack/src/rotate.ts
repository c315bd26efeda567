/**
 * `npm run rotate -- connections|webhooks|mails`: seals stored secrets again by the new key, which is first in the variable
 * of the key, while services that have both keys run. Afterwards the old key can be dropped.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.ts';

const jobs: Readonly<Record<string, readonly string[]>> = {
  connections: ['gateway/src/rotate-connections.ts', 'gateway/src/rotate-identity.ts'],
  webhooks: ['gateway/src/rotate-webhooks.ts'],
  mails: ['mail-service/src/rotate-bodies.ts'],
};

const mains = jobs[process.argv[2] ?? ''];
if (mains === undefined) {
  console.error(`Usage: npm run rotate -- ${Object.keys(jobs).join('|')}`);
  process.exit(2);
}
for (const main of mains) {
  const { status } = spawnSync(process.execPath, [join(root, 'apps', main)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
