import { join } from 'node:path';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { closures } from './closures.ts';
import { feedback } from './feedback.ts';
import { introduction } from './introduction.ts';
import { reInvitation } from './re-invitation.ts';
import { renewal } from './renewal.ts';
import { result } from './result.ts';
import { startProduct } from './start-product.ts';
import { runSteps } from './steps.ts';
import { template } from './template.ts';

export const product: Harness = {
  name: 'product',
  description:
    'Results, company holidays, feedback, renewals, re-invitations, the template and the relay, through HTTP and mails alone.',
  defaults: {},
  run,
};

/** Each step builds on what the companies and candidates did in the ones before. */
const steps = [result, closures, feedback, reInvitation, template, introduction, renewal];

async function run({ dataDir, report }: RunContext): Promise<Verdict> {
  const started = await startProduct(join(dataDir, 'stack'));
  try {
    const faults = await runSteps(started, steps, report);
    const failed = [...faults.values()].filter((own) => own.length > 0).length;
    return { counts: { steps: steps.length, failed }, faults: [...faults.values()].flat() };
  } finally {
    await started.stop();
  }
}
