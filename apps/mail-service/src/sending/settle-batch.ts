import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { markSent, markSkipped } from './close-batch.ts';
import { leaseMs, releaseBatch } from './open-batch.ts';
import { turnsOf } from './rate-limit.ts';
import { type Settled, settleTried } from './send-batch.ts';
import { tryBatch } from './try-batch.ts';

const minuteMs = 60_000;
/** While another process settles it. */
const elsewhereMs = 2_000;
/** As long each mail of a batch counts as still wanted; later the provider is asked instead of sent to. */
export const repeatWithinMs = 10 * minuteMs;
/** A provider's list may lag: an absence counts once the send is older than this. */
const trustAbsenceAfterMs = 10 * minuteMs;
/** Webhooks come a day late at the most; then the mail is given up. */
const giveUpAfterMs = 25 * 60 * minuteMs;

/**
 * A batch without an answer, from this process or one that died: its mails may be out. Soon after, the same request is
 * repeated, where the provider knows it by its key; later each mail is looked up. What nobody can tell is never sent
 * again: a missing mail can be mended by hand, a second rejection cannot.
 */
export async function settleBatch(context: MailContext, provider: MailProvider, batchId: string): Promise<Settled> {
  const batch = await leaseBatch(context, batchId);
  if (batch === null) return { kind: 'later', retryAfterMs: elsewhereMs };
  try {
    const rows = await context.orm.em.fork().find(Message, { id: { $in: batch.messageIds } });
    const waiting = rows.filter((row) => row.state === 'queued' && row.batchId === batchId);
    const ageMs = Date.now() - batch.createdAt.getTime();
    const isKnown = ageMs < Math.min(repeatWithinMs, provider.remembersKeysMs);
    if (waiting.length > 0 && isKnown && (await areAllWanted(context, rows))) {
      return await repeat(context, provider, batch, rows);
    }
    for (const row of waiting) await lookUp(context, provider, row);
    return { kind: 'read_again' };
  } finally {
    await releaseBatch(context, batchId);
  }
}

async function leaseBatch({ orm }: MailContext, id: string): Promise<SendBatch | null> {
  const now = new Date();
  const em = orm.em.fork();
  const free = { id, $or: [{ leaseUntil: null }, { leaseUntil: { $lt: now } }] };
  const taken = await em.nativeUpdate(SendBatch, free, { leaseUntil: new Date(now.getTime() + leaseMs) });
  return taken === 1 ? em.findOneOrFail(SendBatch, { id }) : null;
}

/** The bytes of all are there, and nobody refused meanwhile. */
async function areAllWanted({ orm }: MailContext, rows: readonly Message[]): Promise<boolean> {
  if (rows.some(({ rendered, state }) => rendered === null || state === 'skipped')) return false;
  const [found] = await orm.em.fork().execute<{ count: string }[]>(
    `select count(*) from message m join suppression s on s.person_hash = m.person_hash
       and (s.scope = 'all' or (m.regulated and s.company_id = m.company_id))
     where m.id = any(?::uuid[])`,
    [`{${rows.map(({ id }) => id).join(',')}}`],
  );
  return Number(found?.count ?? 0) === 0;
}

async function repeat(
  context: MailContext,
  provider: MailProvider,
  { id, messageIds }: SendBatch,
  rows: readonly Message[],
): Promise<Settled> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const mails = messageIds.flatMap((messageId) => {
    const rendered = byId.get(messageId)?.rendered;
    return rendered ? [{ messageId, mail: context.cipher.open(rendered, messageId) }] : [];
  });
  return settleTried(context, provider, { id, mails }, await tryBatch(context, provider, id, mails), false);
}

async function lookUp(context: MailContext, provider: MailProvider, row: Message): Promise<void> {
  const since = row.maybeSentSince;
  if (since === null || since === undefined) return;
  if (!row.rendered) return markSkipped(context, [row.id], 'no_address');
  const mail = context.cipher.open(row.rendered, row.id);
  const found = await provider.find({ messageId: row.id, mail }, since, turnsOf(context.orm, provider));
  const ageMs = Date.now() - since.getTime();
  if (found.kind === 'found') return markSent(context, [{ id: row.id, providerId: found.providerId }]);
  if (found.kind === 'absent' && ageMs >= trustAbsenceAfterMs) {
    const free = { batchId: null, maybeSentSince: null, leaseUntil: null };
    await context.orm.em.fork().nativeUpdate(Message, { id: row.id, state: 'queued' }, free);
    return;
  }
  if (found.kind === 'unknown' && ageMs >= giveUpAfterMs) {
    context.logger.error({ messageId: row.id, code: found.code }, 'a mail may have been sent, nobody can tell');
    await markSkipped(context, [row.id], 'unconfirmed');
  }
}
