import { nextIntroductionStep } from '@goen/case-domain';
import type { IntroductionRef } from '@goen/introduction';
import { wakeMatching } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { recordIntroduction } from './record-introduction.ts';

/** Closes the introduction if that is still the next step. A released credit triggers matching again. */
export async function closeIntroduction(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  await recordIntroduction(context, ref, async ({ row, file }, em) => {
    const step = nextIntroductionStep(file, ref.asOfMs);
    if (step.kind !== 'close') return null;
    const at = new Date(ref.asOfMs);
    if (step.ended !== 'hired' && step.ended !== 'no_credit') await wakeMatching(em, row.companyId, new Date());
    return { kind: 'introduction.closed', at, data: { ended: step.ended }, dedupeKey: 'introduction.closed' };
  });
}
