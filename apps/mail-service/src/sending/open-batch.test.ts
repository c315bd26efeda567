import type { Database } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailContext } from '../mail-context.ts';
import { type MailFixture, messageTo, openMailContext, startMailFixture } from '../testing/mail-fixture.ts';
import { openBatch, requeueMails } from './open-batch.ts';

let fixture: MailFixture;
let context: MailContext;
beforeAll(async () => {
  fixture = await startMailFixture();
  context = await openMailContext(fixture);
});
afterAll(async () => {
  await context.orm.close(true);
  await fixture.close();
});

/** The id of a mail that waits for its sender domain. */
async function queueMail(): Promise<string> {
  await fetch(`${fixture.sandboxUrl()}/sandbox/domains`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'resend', name: 'failed.example', status: 'failed' }),
  });
  const request = messageTo('waits@example.com');
  const waiting = { ...request, sender: { ...request.sender, fromAddress: 'jobs@failed.example' } };
  expect((await fixture.post('/messages', waiting)).status).toBe(503);
  const [row] = await fixture.sql<{ id: string }>('select id from message where key = ?', [request.key]);
  return row?.id ?? '';
}

it('requeues the mails of an unsent request without scanning all messages', async () => {
  const id = await queueMail();
  const provider = context.lanes.get('resend')?.provider;
  const batch = provider && (await openBatch(context, provider, [id]));
  if (!batch) throw new Error('No batch.');
  const scans = await context.orm.em.fork().transactional(async (em) => {
    // Otherwise a small table is read sequentially.
    await em.execute('set local enable_seqscan = off');
    const orm = { em: { fork: () => em } } as unknown as Database;
    await requeueMails(orm, batch);
    const counts = "select seq_scan from pg_stat_xact_user_tables where relname = 'message'";
    return em.execute<{ seq_scan: string }[]>(counts);
  });
  expect(scans.map((row) => Number(row.seq_scan))).toEqual([0]);
  const row = await fixture.sql('select state, batch_id, maybe_sent_since, lease_until from message where id = ?', [
    id,
  ]);
  expect(row).toEqual([{ state: 'queued', batch_id: null, maybe_sent_since: null, lease_until: null }]);
});
