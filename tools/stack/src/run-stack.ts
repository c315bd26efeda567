import { type Stack, type StackOptions, startStack } from './start-stack.ts';
import { waitForSignal } from './wait-for-signal.ts';

/**
 * Starts a stack, runs `work` with it, keeps it running until a signal or an unexpected exit of a service, then stops
 * everything in order. `work` returns `stay`, or the exit code to end with.
 */
export async function runStack(
  options: Omit<StackOptions, 'report'>,
  work: (stack: Stack) => Promise<'stay' | number>,
): Promise<void> {
  const report = (line: string) => console.log(line);
  const signal = waitForSignal();
  let stack: Stack | null = null;
  try {
    stack = await startStack({ ...options, report });
    const exited = waitForUnexpectedExit(stack);
    const outcome = await Promise.race([work(stack), signal, exited]);
    const end = outcome === 'stay' ? await Promise.race([signal, exited]) : outcome;
    process.exitCode = typeof end === 'number' ? end : 0;
    if (typeof end === 'string') throw new Error(`${end}; see ${options.dataDir}/logs.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  if (stack !== null) {
    report('\nStopping everything …');
    await stack.stop();
    report('Stopped.');
  }
  process.exit();
}

const waitForUnexpectedExit = ({ services }: Stack): Promise<string> =>
  new Promise((resolve) => {
    for (const service of Object.values(services)) {
      service.onUnexpectedExit((code) => resolve(`${service.name} exited unexpectedly with code ${code}`));
    }
  });

export function printAddresses({ urls }: Stack, more: Readonly<Record<string, string>> = {}): void {
  const addresses = {
    Console: `${urls.gateway}/console`,
    'API documentation': `${urls.gateway}/docs`,
    'Inbox (all mails)': urls.inbox,
    ...(urls.vendors === '' ? {} : { 'Vendors (ATS, CRM)': urls.vendors }),
    ...more,
    'Temporal UI': urls.temporalUi,
  };
  console.log('');
  for (const [name, url] of Object.entries(addresses)) console.log(`  ${name.padEnd(20)} ${url}`);
}
