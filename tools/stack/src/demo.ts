/**
 * `npm run demo [-- --exit] [--provider resend|sendgrid|hubspot|smtp]`: the whole story with the candidates of
 * examples/, on a stack of its own.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mailProvider } from '@goen/contracts/public';
import { printCompany, printIntroduction } from './demo/print.ts';
import { runYear } from './demo/run-year.ts';
import { dataRoot } from './paths.ts';
import { printAddresses, runStack } from './run-stack.ts';

const { values } = parseArgs({
  options: { exit: { type: 'boolean', default: false }, provider: { type: 'string', default: 'resend' } },
});
const provider = mailProvider.safeParse(values.provider);
if (!provider.success) {
  console.error(`Unknown provider "${values.provider}". Known: ${mailProvider.options.join(', ')}.`);
  process.exit(2);
}
const dataDir = join(dataRoot, 'demo');

await runStack({ dataDir, fresh: true, timeSkipping: true, vendorSandbox: true }, async (stack) => {
  const startedAt = performance.now();
  const told = await runYear(stack, { report: (line) => console.log(line), provider: provider.data });
  for (const { name, outcome, crm, cases } of told.companies) printCompany(name, outcome, crm, cases);
  printIntroduction(told.introduction);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`\nA year was told in ${seconds} seconds.`);
  for (const difference of told.differences) console.error(`Not as expected: ${difference}`);
  if (told.differences.length === 0) console.log('The outcome is the expected one.');
  if (values.exit) return told.differences.length === 0 ? 0 : 1;
  printAddresses(stack, { 'A candidate’s page': told.pageUrl });
  console.log('\nCtrl-C stops everything.');
  return 'stay';
});
