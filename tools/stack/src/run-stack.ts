import { type Stack, type StackOptions, startStack } from './stack.ts';
import { untilSignal } from './until-signal.ts';

/**
 * Starts a stack, does `work` with it, then stays until a signal or a service that ends by itself, and stops all in
 * order. `work` answers `stay`, or the exit status to end with.
 */
export async function runStack(
  options: Omit<StackOptions, 'report'>,
  work: (stack: Stack) => Promise<'stay' | number>,
): Promise<void> {
  const report = (line: string) => console.log(line);
  const signal = untilSignal();
  let stack: Stack | null = null;
  try {
    stack = await startStack({ ...options, report });
    const died = new Promise<string>((resolve) => {
      for (const service of Object.values((stack as Stack).services)) {
        service.onUnexpectedExit((code) => resolve(`${service.name} ended by itself (${code})`));
      }
    });
    const outcome = await Promise.race([work(stack), signal, died]);
    const last = outcome === 'stay' ? await Promise.race([signal, died]) : outcome;
    process.exitCode = typeof last === 'number' ? last : 0;
    if (typeof last === 'string') throw new Error(`${last}: see ${options.dataDir}/logs.`);
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

export function printAddresses(stack: Stack, more: Readonly<Record<string, string>> = {}): void {
  const { urls } = stack;
  const addresses = {
    'API documentation': `${urls.gateway}/docs`,
    'Inbox (all mails)': urls.inbox,
    ...(urls.vendors === '' ? {} : { 'Vendors (ATS, CRM)': urls.vendors }),
    ...more,
    'Temporal UI': urls.temporalUi,
  };
  console.log('');
  for (const [name, url] of Object.entries(addresses)) console.log(`  ${name.padEnd(20)} ${url}`);
}
