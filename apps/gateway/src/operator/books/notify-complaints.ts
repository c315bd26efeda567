import { Complaint, OperatorStaff } from '@goen/case-store';
import { repeat } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { chooseSenderFor, sendOperatorMail } from '../../identity/operator-mail.ts';
import { withConsole } from '../operator-context.ts';

const everyMs = 30_000;
const pauseAfterFailureMs = 300_000;

/**
 * Mails the operator's staff that complaints came in: a count, and nothing about candidates. The key names the latest
 * complaint, so a repeat after a crash mails nobody twice. Returns how many complaints were told of.
 */
export async function notifyComplaints(context: GatewayContext): Promise<number> {
  const { identity, publicUrl } = context;
  const { fresh, unanswered } = await withConsole(context, async (em) => {
    const open = await em.find(
      Complaint,
      { answeredAt: null, text: { $ne: null } },
      { fields: ['id', 'notifiedAt'], orderBy: { receivedAt: 'asc', id: 'asc' } },
    );
    return { fresh: open.filter(({ notifiedAt }) => !notifiedAt).map(({ id }) => id), unanswered: open.length };
  });
  const latest = fresh.at(-1);
  if (latest === undefined) return 0;
  const operators = await identity.operatorOrm();
  const staff = await operators.em.fork().find(OperatorStaff, { removedAt: null });
  if (staff.length === 0) throw new Error('The operator has no staff who could be told of a complaint.');
  for (const { id, email, locale } of staff) {
    if (!email) continue;
    const sender = await chooseSenderFor(context, identity.settings, { email, isStaff: true });
    await sendOperatorMail(context, sender, {
      key: `complaint:${latest}:${id}`,
      kind: 'complaint_notice',
      to: { email, locale },
      variables: { pageUrl: `${publicUrl}/sign-in?lang=${locale}`, unansweredComplaints: unanswered },
    });
  }
  await withConsole(context, (em) => em.nativeUpdate(Complaint, { id: { $in: fresh } }, { notifiedAt: context.now() }));
  return fresh.length;
}

/** Tries again until somebody was told; until then the log says so, and the list of complaints (`notified_at`). */
export function startNotifyingComplaints(context: GatewayContext): { stop(): Promise<void> } {
  const { logger } = context;
  const notify = async () => {
    try {
      await notifyComplaints(context);
      return { pauseMs: everyMs };
    } catch (error) {
      logger.error({ err: error }, 'Failed to notify the operator of a complaint; will retry');
      return { pauseMs: pauseAfterFailureMs };
    }
  };
  return repeat(notify, everyMs, (error) => logger.error({ err: error }, 'Failed to notify the operator'));
}
