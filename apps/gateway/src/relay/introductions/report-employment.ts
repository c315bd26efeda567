import { withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { IntroductionView, NewEmploymentReport } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { appendIntroductionFact, introductionFacts, wakeIntroduction } from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockIntroduction } from './report-introduction.ts';
import { readIntroductionView } from './view-introduction.ts';

/** Records whether a hired person is still employed. Throws `not_found`, and `introduction_not_open` without a hire. */
export function reportEmployment(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  { actor, ...answer }: NewEmploymentReport & { readonly actor: AuditActor },
): Promise<IntroductionView> {
  return withCompany(orm, companyId, async (em) => {
    const introduction = await lockIntroduction(em, companyId, id);
    if (introduction.report !== 'hired') throw new HttpProblem('introduction_not_open');
    const employment = {
      stillEmployed: answer.still_employed,
      leftOn: answer.left_on,
      dismissed: answer.dismissed,
    };
    const before = introduction.employment;
    const isRepeat =
      before?.stillEmployed === employment.stillEmployed &&
      before.leftOn === employment.leftOn &&
      before.dismissed === employment.dismissed;
    if (isRepeat) return readIntroductionView(em, introduction);
    await appendIntroductionFact(em, introduction, {
      kind: 'employment.reported',
      at: now(),
      data: { ...employment, by: formatActor(actor) },
    });
    introduction.employment = employment;
    await em.flush();
    await recordAudit(em, {
      companyId,
      actor,
      action: 'employment.reported',
      subject: { type: 'introduction', id },
    });
    // It sleeps until the question; after it, it has ended.
    const facts = await introductionFacts(em, id);
    const isAsked = facts.some(({ kind }) => kind === 'employment.asked');
    if (!isAsked) await wakeIntroduction(em, introduction, now());
    return readIntroductionView(em, introduction);
  });
}
