/**
 * `npm start [-- --vendors --data FOLDER --free-ports]`: the whole stack, empty on the first start, with its data in
 * .data/stack. With `--vendors`, local servers stand in for HERP, Zoho and HubSpot; otherwise connections reach the vendors
 * themselves. `--data` and `--free-ports`: beside another stack.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataRoot } from './paths.ts';
import { defaultPorts, findFreePorts } from './ports.ts';
import { printAddresses, runStack } from './run-stack.ts';
import type { Stack } from './start-stack.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(dataRoot, 'stack') },
    'free-ports': { type: 'boolean', default: false },
    vendors: { type: 'boolean', default: false },
  },
});
const ports = values['free-ports'] ? await findFreePorts() : defaultPorts;

await runStack({ dataDir: values.data, ports, vendorSandbox: values.vendors }, async (stack) => {
  printAddresses(stack);
  await printSetup(stack);
  console.log('\nNext: README.md. Ctrl-C stops everything.');
  return 'stay' as const;
});

/** On an empty installation: the token that creates the operator, the first company and its key, once. */
async function printSetup({ urls, secrets }: Stack): Promise<void> {
  const { is_open: isOpen } = (await (await fetch(`${urls.gateway}/setup`)).json()) as { is_open: boolean };
  if (!isOpen) return;
  console.log(`\nSetup: open ${urls.gateway}/console/setup#token=${secrets.setupToken}`);
  console.log('This installation is empty: the page creates the operator, the first company and its owner, once.');
  console.log('Without a browser: POST /setup (docs/identity.md).');
}
