import { type Database, FactRow, FollowUpCase, rowsOfPerson, withCompany } from '@goen/case-store';
import { appendFact, loadCase, lockCurrentCase, refreshProjection, wake } from '@goen/cases';

/**
 * The person said no in the company's CRM: they are written to no more from here either, as if they had said it on their
 * own page. Once; who said it before is left as they are.
 */
export async function recordUnsubscribe(
  orm: Database,
  { companyId, candidateId }: { readonly companyId: string; readonly candidateId: string },
  now: Date,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const [latest] = await em.find(FollowUpCase, { candidateId }, { orderBy: { openedAt: 'desc' }, limit: 1 });
    if (latest === undefined) return;
    const current = await lockCurrentCase(em, candidateId, latest.id);
    const rows = [...(await rowsOfPerson(em, [candidateId])).keys()];
    if ((await em.count(FactRow, { candidateId: { $in: rows }, kind: 'mail.unsubscribed' })) > 0) return;
    await appendFact(em, current, { kind: 'mail.unsubscribed', at: now, data: { via: 'crm' } });
    const open = await em.find(FollowUpCase, { candidateId, state: 'open' });
    for (const one of open.length > 0 ? open : [current]) {
      const loaded = await loadCase(em, one.id);
      if (loaded) await refreshProjection(em, loaded, now.getTime());
      await wake(em, one, 'nudge', now);
    }
  });
}
