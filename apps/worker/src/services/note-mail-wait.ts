import { withCompany, withRelay } from '@goen/case-store';
import type { MailWaitReason } from '@goen/contracts/public';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';

/** Whose row keeps why its mail does not leave. */
export type MailOwner = {
  readonly table: 'follow_up_case' | 'introduction' | 're_invitation';
  readonly id: string;
  readonly companyId: string;
};

/**
 * Keeps on the row why its mail did not leave, and since when: the queue shows it, not only Temporal. The same reason
 * again writes nothing. The error goes on, so that Temporal retries.
 */
export async function noteMailWait(
  { orm }: Pick<ActivityContext, 'orm'>,
  { table, id, companyId }: MailOwner,
  error: unknown,
): Promise<void> {
  const reason = toReason(error);
  const sql = `update ${table} set mail_wait_reason = ?, mail_wait_since = now()
    where id = ? and mail_wait_reason is distinct from ?`;
  const note = (em: { execute(sql: string, values: unknown[]): Promise<unknown> }) =>
    em.execute(sql, [reason, id, reason]);
  // A database that is away is the next attempt's error, not the reason of this one.
  await (table === 'introduction' ? withRelay(orm, note) : withCompany(orm, companyId, note)).catch(() => undefined);
}

function toReason(error: unknown): MailWaitReason {
  const code = error instanceof ApplicationFailure ? error.type : null;
  if (code === 'sender_domain_unverified') return code;
  // mail-service answers so when its provider does not take mails; the message says more.
  return code === 'unavailable' ? 'provider_unavailable' : 'mail_service_unavailable';
}
