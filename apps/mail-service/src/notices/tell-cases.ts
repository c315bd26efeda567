import type { MailEvent } from '@goen/contracts';
import type { MailConfig } from '../config.ts';
import { Message } from '../database/message.ts';
import { CaseNotice } from '../database/provider-event.ts';
import type { MailContext } from '../mail-context.ts';

const maxNotices = 50;
const timeoutMs = 10_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60 * 60 * 1000;
/** While one process tells, no other does. */
const claimMs = 60_000;

type Target = NonNullable<MailConfig['notices']>;

/** Tells the gateway what is due, and plans the next try of what it did not take. Returns how many were told. */
export async function tellCases(context: MailContext, target: Target): Promise<number> {
  const em = context.orm.em.fork();
  const due = await em.execute<{ id: string }[]>(
    `update case_notice set next_try_at = ? where id in (
       select id from case_notice where next_try_at <= ? order by next_try_at limit ${maxNotices}
       for update skip locked) returning id`,
    [new Date(Date.now() + claimMs), new Date()],
  );
  let told = 0;
  for (const { id } of due) {
    const notice = await em.findOneOrFail(CaseNotice, { id });
    const message = await em.findOneOrFail(Message, { id: notice.messageId });
    const failure = await tell(target, eventOf(notice, message));
    const attempts = notice.attempts + 1;
    if (failure === null) {
      told += 1;
      await em.nativeUpdate(CaseNotice, { id }, { attempts, nextTryAt: null, toldAt: new Date() });
    } else {
      context.logger.error({ messageId: message.id, failure, attempts }, 'the gateway did not take a mail event');
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20));
      await em.nativeUpdate(CaseNotice, { id }, { attempts, nextTryAt: new Date(Date.now() + pauseMs) });
    }
  }
  return told;
}

const eventOf = ({ kind, occurredAt }: CaseNotice, { id, key, companyId }: Message): MailEvent => ({
  key,
  company: companyId,
  messageId: id,
  kind,
  occurredAt: occurredAt.toISOString(),
});

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
