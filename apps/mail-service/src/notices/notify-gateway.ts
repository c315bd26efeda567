import type { MailEvent } from '@goen/contracts/internal';
import { type Logger, passCrashPoint } from '@goen/service-kit';
import { type Database, roundedNow } from '@goen/service-kit/database';
import { traceHeaders, withSpan } from '@goen/service-kit/telemetry';
import { raw } from '@mikro-orm/core';
import { CaseNotice } from '../database/case-notice.ts';

const maxNotices = 50;
const timeoutMs = 10_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60 * 60 * 1000;
/** No other process attempts a notice meanwhile: longer than an attempt. */
const leaseMs = 3 * timeoutMs;

type Deps = { readonly orm: Database; readonly logger: Logger };
export type GatewayAddress = { readonly url: string; readonly token: string };

type DueNotice = { readonly id: string; readonly attempts: number; readonly event: MailEvent };

/**
 * Notifies the gateway of everything that providers reported and that is due; failures are retried with backoff. Returns
 * the successes.
 */
export async function notifyGateway(deps: Deps, gateway: GatewayAddress): Promise<number> {
  let notified = 0;
  for (;;) {
    const notices = await claimDueNotices(deps.orm);
    const successes = await Promise.all(notices.map((notice) => attemptNotice(deps, gateway, notice)));
    notified += successes.filter(Boolean).length;
    // What failed is not due again for a while.
    if (notices.length < maxNotices) return notified;
  }
}

async function claimDueNotices(orm: Database): Promise<DueNotice[]> {
  const rows = await orm.em.fork().execute<Row[]>(
    `update case_notice n set next_try_at = now() + make_interval(secs => ? / 1000.0) from message m
     where m.id = n.message_id and n.id in (
       select id from case_notice where next_try_at <= ${roundedNow} order by next_try_at limit ${maxNotices}
       for update skip locked)
     returning n.id, n.attempts, n.kind, n.occurred_at, m.id as message_id, m.key, m.company_id, m.kind as mail`,
    [leaseMs],
  );
  return rows.map((row) => ({
    id: row.id,
    attempts: row.attempts,
    event: {
      key: row.key,
      company: row.company_id,
      messageId: row.message_id,
      kind: row.kind,
      mail: row.mail,
      occurredAt: new Date(row.occurred_at).toISOString(),
    },
  }));
}

type Row = {
  id: string;
  attempts: number;
  kind: MailEvent['kind'];
  mail: NonNullable<MailEvent['mail']>;
  occurred_at: Date;
  message_id: string;
  key: string;
  company_id: string;
};

async function attemptNotice({ orm, logger }: Deps, gateway: GatewayAddress, notice: DueNotice): Promise<boolean> {
  const { id, event } = notice;
  const failure = await withSpan('call service', { kind: 'client', parent: null }, () => postEvent(gateway, event));
  passCrashPoint('notice.before-commit');
  const attempts = notice.attempts + 1;
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20));
  const outcome =
    failure === null
      ? { nextAttemptAt: null, notifiedAt: raw('now()') }
      : { nextAttemptAt: raw('now() + make_interval(secs => ? / 1000.0)', [pauseMs]) };
  if (failure !== null) {
    logger.error({ messageId: event.messageId, failure, attempts }, 'Failed to notify the gateway; will retry');
  }
  await orm.em.fork().nativeUpdate(CaseNotice, { id }, { attempts, ...outcome });
  return failure === null;
}

/** Null when the gateway accepted it, otherwise the failure. */
async function postEvent({ url, token }: GatewayAddress, event: MailEvent): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...traceHeaders() },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer';
  }
}
