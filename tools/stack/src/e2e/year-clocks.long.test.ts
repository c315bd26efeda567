import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFailed, test } from 'vitest';
import { runYear } from '../demo/run-year.ts';
import { startTestStack } from './test-stack.ts';

const skewClock = pathToFileURL(join(import.meta.dirname, '..', 'testing', 'skew-clock.mjs')).href;
const skewBy = (minutes: number) => `--import=${skewClock}?minutes=${minutes}`;

/** An application that comes within the hour after its re-invitation may look earlier than it. */
const mayDiffer = 'reapplied';

// With the gateway ahead of the worker, what is due waits as long as the clocks differ: too long for a test.
test.each([
  { ahead: 'worker', behind: 'mail' },
  { ahead: 'mail', behind: 'gateway' },
] as const)(
  '$ahead’s clock is an hour ahead and $behind’s an hour behind: no mail is lost or sent twice',
  async (skewed) => {
    const nodeOptions = { [skewed.ahead]: skewBy(60), [skewed.behind]: skewBy(-60) };
    await using stack = await startTestStack({ onFailed: onTestFailed, nodeOptions });
    const year = await runYear(stack, { report: () => {} });
    expect(year.differences.filter((difference) => !difference.includes(mayDiffer))).toEqual([]);
    const stats = (await (await fetch(`${stack.urls.inbox}/sandbox/stats`)).json()) as {
      resend: { duplicates: number };
    };
    expect(stats.resend.duplicates).toBe(0);
  },
);
