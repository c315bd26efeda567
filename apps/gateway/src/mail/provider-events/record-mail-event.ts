import { type Em, FollowUpCase, findCurrentCase, withCompany } from '@goen/case-store';
import { parseReInvitationMailKey, recordFacts } from '@goen/cases';
import type { MailEvent } from '@goen/contracts/internal';
import { emitEvent } from '@goen/webhooks';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findMailCases } from '../messages/find-mail-cases.ts';

/**
 * Notifies the company's endpoints of what a provider reported; a bounce or complaint is also a fact of the case that
 * sent the mail, which it wakes. A repeated event changes nothing. Returns false for a mail without a case (a test, or a
 * case that is gone).
 */
export function recordMailEvent({ orm, now }: GatewayContext, event: MailEvent): Promise<boolean> {
  const receivedAt = now();
  return withCompany(orm, event.company, async (em) => {
    const caseId = await findCaseId(em, event.key);
    const row = caseId === null ? null : await em.findOne(FollowUpCase, { id: caseId });
    if (row === null) return false;
    await emitMessageEvent(em, row, event);
    if (event.kind !== 'bounced' && event.kind !== 'complained') return true;
    const facts = {
      kind: event.kind === 'bounced' ? ('mail.bounced' as const) : ('mail.complained' as const),
      at: receivedAt,
      data: { messageId: event.messageId },
      dedupeKey: `${event.kind}:${event.messageId}`,
    };
    return (await recordFacts({ em, now: receivedAt }, { caseId: row.id, facts })) !== null;
  });
}

/** A mail-service of an older version does not say what mail it is about. */
async function emitMessageEvent(em: Em, { id, companyId, candidateId }: FollowUpCase, event: MailEvent): Promise<void> {
  const { kind, mail, messageId, occurredAt } = event;
  if (mail === undefined) return;
  const data = { message_id: messageId, mail, case_id: id, candidate_id: candidateId };
  const once = { at: new Date(occurredAt), dedupeKey: `message.${kind}:${messageId}` };
  await emitEvent(em, companyId, `message.${kind}`, data, once);
}

/** The case that sent the mail; for one about an opening the current case of its person. */
async function findCaseId(em: Em, key: string): Promise<string | null> {
  const about = (await findMailCases(em, [key])).get(key);
  if (about === undefined) return null;
  const current = parseReInvitationMailKey(key) === null ? null : await findCurrentCase(em, about.candidateId);
  return current?.id ?? about.caseId;
}
