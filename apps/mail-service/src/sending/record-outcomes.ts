import type { MailContext } from '../mail-context.ts';
import type { MailOutcome } from '../providers/provider.ts';
import { type OpenBatch, uuids } from './open-batch.ts';

/** Writes what became of each mail. A webhook may have told more already: that stays. */
export async function recordOutcomes(
  context: MailContext,
  { id, mails }: Pick<OpenBatch, 'id' | 'mails'>,
  outcomes: readonly MailOutcome[],
): Promise<void> {
  const accepted: { id: string; providerId: string }[] = [];
  const refused: string[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const messageId = mails[index]?.messageId;
    if (messageId === undefined) continue;
    if (outcome.kind === 'accepted') {
      accepted.push({ id: messageId, providerId: outcome.providerId });
    } else {
      refused.push(messageId);
      context.logger.error({ messageId, batchId: id, code: outcome.code }, 'the provider refused a mail');
    }
  }
  await markSent(context, accepted);
  await markSkipped(context, refused, 'refused_by_provider');
}

/** A mail that went out is sent, even when an erasure skipped its row meanwhile. */
export async function markSent(
  { orm }: MailContext,
  accepted: readonly { id: string; providerId: string }[],
): Promise<void> {
  if (accepted.length === 0) return;
  const sentAt = new Date();
  await orm.em.fork().execute(
    `update message m set
       state = case when m.state in ('queued', 'skipped') then 'sent' else m.state end,
       sent_at = coalesce(m.sent_at, ?), finished_at = case when m.sent_at is null then ? else m.finished_at end,
       skip_reason = null, provider_id = a."providerId", lease_until = null
     from jsonb_to_recordset(?::jsonb) as a(id uuid, "providerId" text) where m.id = a.id`,
    [sentAt, sentAt, JSON.stringify(accepted)],
  );
}

export async function markSkipped({ orm }: MailContext, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return;
  await orm.em.fork().execute(
    `update message set state = 'skipped', skip_reason = ?, finished_at = ?, lease_until = null,
       maybe_sent_since = case when ? then null else maybe_sent_since end
     where id = any(?::uuid[]) and state = 'queued'`,
    // Refused is surely not out.
    [reason, new Date(), reason === 'refused_by_provider', uuids(ids)],
  );
}
