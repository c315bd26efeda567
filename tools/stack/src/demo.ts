/**
 * `npm run demo [-- --exit] [--provider resend|sendgrid|hubspot|smtp]`: a year of the companies and candidates in
 * examples/, on a stack of its own.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mailProvider } from '@goen/contracts/public';
import {
  printCompany,
  printFeedback,
  printIntroduction,
  printMorning,
  printReInvitation,
  printSelection,
  printSignInLinks,
  printTemplate,
} from './demo/print.ts';
import { runYear } from './demo/run-year.ts';
import { createSignInLinks } from './demo/sign-in-links.ts';
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

// Such links are for this machine: with an address of one's own, people sign in as everywhere.
const demoSignInSecret = process.env.PUBLIC_URL ? null : randomBytes(32).toString('base64url');

await runStack({ dataDir, fresh: true, timeSkipping: true, vendorSandbox: true, demoSignInSecret }, async (stack) => {
  const startMs = performance.now();
  const year = await runYear(stack, { report: (line) => console.log(line), provider: provider.data });
  for (const company of year.companies) printCompany(company);
  printFeedback(year.feedback);
  printSelection(year.selection);
  printIntroduction(year.introduction);
  printTemplate(year.template);
  printReInvitation(year.reInvitation);
  printMorning(year.morning);
  const seconds = Math.round((performance.now() - startMs) / 1000);
  console.log(`\nA year passed in ${seconds} seconds.`);
  console.log('Its dates lie ahead, because only the clocks of its cases were moved; what waits today is of today.');
  for (const difference of year.differences) console.error(`Not as expected: ${difference}`);
  if (year.differences.length === 0) console.log('The outcome is as expected.');
  if (values.exit) return year.differences.length === 0 ? 0 : 1;
  if (demoSignInSecret !== null) printSignInLinks(await createSignInLinks(stack, demoSignInSecret));
  printAddresses(stack, { 'A candidate’s page': year.pageUrl });
  console.log('\nCtrl-C stops everything.');
  return 'stay';
});
