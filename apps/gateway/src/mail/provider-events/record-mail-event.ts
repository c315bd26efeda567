import { parseCaseIdFromMailKey } from '@goen/case-domain';
import { type Em, findCurrentCase, ReInvitation, withCompany } from '@goen/case-store';
import { parseReInvitationMailKey, recordFacts } from '@goen/cases';
import type { MailEvent } from '@goen/contracts/internal';
import type { GatewayContext } from '../../http/gateway-app.ts';

/**
 * Records a bounce or complaint as a fact of the case that sent the mail, and wakes the case. A repeated event changes
 * nothing. Returns false for a mail without a case (a test, or a case that is gone).
 */
export async function recordMailEvent({ orm, now }: GatewayContext, event: MailEvent): Promise<boolean> {
  const receivedAt = now();
  const recorded = await withCompany(orm, event.company, async (em) => {
    const caseId = await findCaseId(em, event.key);
    if (caseId === null) return null;
    return recordFacts(
      { em, now: receivedAt },
      {
        caseId,
        facts: {
          kind: event.kind === 'bounced' ? 'mail.bounced' : 'mail.complained',
          at: receivedAt,
          data: { messageId: event.messageId },
          dedupeKey: `${event.kind}:${event.messageId}`,
        },
      },
    );
  });
  return recorded !== null;
}

/** The case that sent the mail, or whose person a re-invitation wrote to; null for any other mail. */
async function findCaseId(em: Em, key: string): Promise<string | null> {
  const reInvitationId = parseReInvitationMailKey(key);
  if (reInvitationId === null) return parseCaseIdFromMailKey(key);
  const row = await em.findOne(ReInvitation, { id: reInvitationId });
  return row && ((await findCurrentCase(em, row.candidateId))?.id ?? row.caseId);
}
