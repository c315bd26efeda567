import { shortLivedMailKinds } from '@goen/contracts/workflow';
import { type Logger, passCrashPoint, pgArray } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { MailOutcome } from '../providers/provider.ts';
import { type OpenBatch } from './open-batch.ts';

const quotedShortLived = shortLivedMailKinds.map((kind) => `'${kind}'`).join(', ');

type AcceptedMail = { readonly id: string; readonly providerId: string };

/** Stores the outcome of each mail of a batch. A later state that a webhook already reported stays. */
export async function recordOutcomes(
  { orm, logger }: { orm: Database; logger: Logger },
  { id, mails }: Pick<OpenBatch, 'id' | 'mails'>,
  outcomes: readonly MailOutcome[],
): Promise<void> {
  const accepted: AcceptedMail[] = [];
  const refused = new Map<string, string[]>();
  for (const [index, outcome] of outcomes.entries()) {
    const messageId = mails[index]?.messageId;
    if (messageId === undefined) continue;
    if (outcome.kind === 'accepted') {
      accepted.push({ id: messageId, providerId: outcome.providerId });
    } else {
      refused.set(outcome.code, [...(refused.get(outcome.code) ?? []), messageId]);
      logger.error({ messageId, batchId: id, code: outcome.code }, 'Provider refused a mail');
    }
  }
  await markSent(orm, accepted);
  for (const [code, ids] of refused) await markSkipped(orm, ids, 'refused_by_provider', code);
  passCrashPoint('outcome.after-commit');
}

/** A mail that went out counts as sent, even when an erasure skipped its row in the meantime. */
export async function markSent(orm: Database, accepted: readonly AcceptedMail[]): Promise<void> {
  if (accepted.length === 0) return;
  const sentAt = new Date();
  await orm.em.fork().execute(
    `update message m set
       state = case when m.state in ('queued', 'skipped') then 'sent' else m.state end,
       sent_at = coalesce(m.sent_at, ?), finished_at = case when m.sent_at is null then ? else m.finished_at end,
       rendered = case when m.kind in (${quotedShortLived}) then null else m.rendered end, skip_reason = null,
       provider_id = a."providerId", lease_until = null
     from jsonb_to_recordset(?::jsonb) as a(id uuid, "providerId" text) where m.id = a.id`,
    [sentAt, sentAt, JSON.stringify(accepted)],
  );
}

export async function markSkipped(
  orm: Database,
  ids: readonly string[],
  reason: 'refused_by_provider' | 'unconfirmed',
  failure: string | null = null,
): Promise<void> {
  if (ids.length === 0) return;
  await orm.em.fork().execute(
    `update message set state = 'skipped', skip_reason = ?, failure = ?, finished_at = ?, lease_until = null,
       maybe_sent_since = case when ? then null else maybe_sent_since end
     where id = any(?::uuid[]) and state = 'queued'`,
    // A refused mail is certainly not out.
    [reason, failure?.slice(0, 100) ?? null, new Date(), reason === 'refused_by_provider', pgArray(ids)],
  );
}
