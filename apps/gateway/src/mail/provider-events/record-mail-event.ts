import { parseCaseIdFromMailKey } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { appendFact, loadCase, type NewFact, refreshProjection, wake } from '@goen/cases';
import type { MailEvent } from '@goen/contracts/internal';
import type { GatewayContext } from '../../http/gateway-app.ts';

/**
 * A bounce or complaint becomes a fact of the case whose mail it was, and the case looks again. The same event again
 * changes nothing; a mail of no case (a test, one of a case that is gone) is passed over. Returns whether a case knows.
 */
export async function recordMailEvent({ orm, now }: GatewayContext, event: MailEvent): Promise<boolean> {
  const caseId = parseCaseIdFromMailKey(event.key);
  if (caseId === null) return false;
  return withCompany(orm, event.company, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return false;
    const fact: NewFact = {
      kind: event.kind === 'bounced' ? 'mail.bounced' : 'mail.complained',
      at: now(),
      data: { messageId: event.messageId },
      dedupeKey: `${event.kind}:${event.messageId}`,
    };
    if (!(await appendFact(em, loaded.row, fact))) return true;
    await wake(em, loaded.row, 'nudge', now());
    const after = await loadCase(em, caseId);
    if (after) await refreshProjection(em, after, now().getTime());
    return true;
  });
}
