import { type Database, FactRow, FollowUpCase, findMergedCandidates, withCompany } from '@goen/case-store';
import { lockCurrentCase, recordFacts } from '@goen/cases';

/** Records an unsubscribe in the company's CRM like an unsubscribe on the candidate's page, if none is recorded yet. */
export async function recordUnsubscribe(
  orm: Database,
  { companyId, candidateId }: { readonly companyId: string; readonly candidateId: string },
  now: Date,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const [latest] = await em.find(FollowUpCase, { candidateId }, { orderBy: { openedAt: 'desc' }, limit: 1 });
    if (latest === undefined) return;
    const current = await lockCurrentCase(em, candidateId, latest.id);
    const rows = [...(await findMergedCandidates(em, [candidateId])).keys()];
    if ((await em.count(FactRow, { candidateId: { $in: rows }, kind: 'mail.unsubscribed' })) > 0) return;
    const facts = { kind: 'mail.unsubscribed', at: now, data: { via: 'crm' } } as const;
    await recordFacts({ em, now }, { caseId: current.id, facts });
  });
}
