import { nextIntroductionStep } from '@goen/case-domain';
import type { IntroductionRef } from '@goen/introduction';
import { wakeMatching } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { recordIntroduction } from './record-introduction.ts';

/** Closes, unless something came in since that was decided; the credit that came back looks for the next candidate. */
export async function closeIntroduction(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  await recordIntroduction(context, ref, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, ref.asOfMs);
    if (step.kind !== 'close') return null;
    const at = new Date(ref.asOfMs);
    if (step.ended !== 'hired' && step.ended !== 'no_credit') await wakeMatching(em, row.companyId, new Date());
    return { kind: 'introduction.closed', at, data: { ended: step.ended }, dedupeKey: 'introduction.closed' };
  });
}
