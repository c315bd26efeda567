/** `npm start`: the whole stack, empty at first, with its data kept under .data/stack. */
import { join } from 'node:path';
import { dataRoot } from './paths.ts';
import { printAddresses, runStack } from './run-stack.ts';

await runStack({ dataDir: join(dataRoot, 'stack') }, (stack) => {
  printAddresses(stack);
  console.log('\nNext: npm run admin -- company create … (see README.md). Ctrl-C stops everything.');
  return Promise.resolve('stay');
});
