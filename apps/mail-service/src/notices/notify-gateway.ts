import type { MailEvent } from '@goen/contracts/internal';
import type { MailConfig } from '../config.ts';
import { CaseNotice } from '../database/provider-event.ts';
import type { MailContext } from '../mail-context.ts';

const maxNotices = 50;
const timeoutMs = 10_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60 * 60 * 1000;
/** While one process tells, no other does: longer than the telling. */
const claimMs = 3 * timeoutMs;

type Target = NonNullable<MailConfig['notices']>;

type Due = { id: string; attempts: number; event: MailEvent };

/** Tells the gateway what is due, and plans the next try of what it did not take. Returns how many were told. */
export async function notifyGateway(context: MailContext, target: Target): Promise<number> {
  const due = await claimDue(context);
  const told = await Promise.all(due.map((one) => tellOne(context, target, one)));
  return told.filter(Boolean).length;
}

async function claimDue({ orm }: MailContext): Promise<Due[]> {
  const rows = await orm.em.fork().execute<Row[]>(
    `update case_notice n set next_try_at = ? from message m
     where m.id = n.message_id and n.id in (
       select id from case_notice where next_try_at <= ? order by next_try_at limit ${maxNotices}
       for update skip locked)
     returning n.id, n.attempts, n.kind, n.occurred_at, m.id as message_id, m.key, m.company_id`,
    [new Date(Date.now() + claimMs), new Date()],
  );
  return rows.map(({ id, attempts, kind, occurred_at: at, message_id: messageId, key, company_id: company }) => ({
    id,
    attempts,
    event: { key, company, messageId, kind, occurredAt: new Date(at).toISOString() },
  }));
}

type Row = {
  id: string;
  attempts: number;
  kind: MailEvent['kind'];
  occurred_at: Date;
  message_id: string;
  key: string;
  company_id: string;
};

async function tellOne({ orm, logger }: MailContext, target: Target, { id, attempts, event }: Due): Promise<boolean> {
  const failure = await tell(target, event);
  const tries = attempts + 1;
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 20));
  const outcome =
    failure === null
      ? { nextAttemptAt: null, notifiedAt: new Date() }
      : { nextAttemptAt: new Date(Date.now() + pauseMs) };
  if (failure !== null) {
    logger.error({ messageId: event.messageId, failure, attempts: tries }, 'the gateway did not take a mail event');
  }
  await orm.em.fork().nativeUpdate(CaseNotice, { id }, { attempts: tries, ...outcome });
  return failure === null;
}

/** Null when it was taken, else why not. */
async function tell({ url, token }: Target, event: MailEvent): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer';
  }
}
