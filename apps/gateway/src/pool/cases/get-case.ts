import { describeCase } from '@goen/case-domain';
import { FactRow, Rejection, withCompany } from '@goen/case-store';
import { loadActors, loadCase } from '@goen/cases';
import type { CaseView } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { toUndecidedState, viewNextMail } from '../../mail/queue/queued-mail.ts';
import { summarizeCase } from './summarize-case.ts';

/** A case with its facts as a timeline; throws `not_found`. */
export async function getCase(context: GatewayContext, companyId: string, caseId: string): Promise<CaseView> {
  return withCompany(context.orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    if (loaded === null) throw new HttpProblem('not_found');
    const nowMs = context.now().getTime() + loaded.row.skippedSeconds * 1000;
    const description = describeCase(loaded.file, nowMs);
    const isPaused = loaded.file.areMailsPaused ?? false;
    const rejections = await em.find(Rejection, { caseId }, { orderBy: { rejectedAt: 'asc' } });
    const facts = await em.find(FactRow, { caseId }, { orderBy: { seq: 'asc' } });
    const viewActor = await loadActors(em, facts.map(readActorText));
    return {
      ...summarizeCase(loaded.row, isPaused),
      next_mail: viewNextMail(loaded.row, {
        undecided: toUndecidedState(loaded.file.settings.approval),
        isPaused,
      }),
      keep_until: description.keepUntil,
      consents: description.consents,
      preferences: {
        frequency: description.preferences.frequency,
        job_categories: description.preferences.jobCategories,
        only_openings: description.preferences.onlyOpenings,
      },
      referral: description.referral,
      rejections: rejections.map((rejection) => ({
        id: rejection.id,
        application_remote_id: rejection.remoteId,
        job_name: rejection.jobName ?? null,
        stage: rejection.stage,
        rejected_at: rejection.rejectedAt.toISOString(),
        cancelled: description.cancelledRejectionIds.includes(rejection.id),
      })),
      timeline: facts.map((fact) => {
        const { by: _by, ...data }: Record<string, unknown> = { ...fact.data };
        const { seq, kind, at } = fact;
        return { seq, kind, at: at.toISOString(), by: viewActor(readActorText(fact)), data };
      }),
    };
  });
}

/** Who decided, of a fact that records a decision. */
function readActorText({ data }: FactRow): string | null {
  const by: unknown = 'by' in data ? data.by : null;
  return typeof by === 'string' ? by : null;
}
