/**
 * `npm run vulnerabilities [-- --save]`: asks the registry for known vulnerabilities of the packages of production, or
 * reads the committed answer where the registry does not answer. Exits with 1 on a high or critical one. `--save` writes
 * the answer for others to read.
 */
import { askRegistry, findBlocking, readSnapshot, saveSnapshot } from './supply-chain/vulnerabilities.ts';

const answer = askRegistry();
const snapshot = answer === null ? readSnapshot() : null;
if (answer !== null) {
  console.log(`The registry knows ${answer.length} vulnerabilities in the packages of production.`);
  if (process.argv.includes('--save')) saveSnapshot(answer, new Date());
} else if (snapshot === null) {
  console.log(
    'The registry does not answer audits, and no earlier answer is committed: vulnerabilities are not checked.',
  );
} else {
  const age = snapshot.isCurrent ? '' : '; dependencies have changed since';
  console.log(`The registry does not answer audits. Its answer of ${snapshot.date} is read${age}.`);
}
const blocking = findBlocking(answer ?? snapshot?.vulnerabilities ?? []);
for (const line of blocking) console.log(`  ${line}`);
process.exitCode = blocking.length > 0 ? 1 : 0;
