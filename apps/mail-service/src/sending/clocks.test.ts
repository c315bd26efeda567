import { randomUUID } from 'node:crypto';
import type { DomainState } from '@goen/contracts/internal';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { purgeExpired } from '../retention/purge-expired.ts';
import { buildRetentionRules } from '../retention/rules.ts';
import { checkSenderDomain } from '../sender-domains/check-sender-domain.ts';
import { type MailFixture, messageTo, openMailContext, startMailFixture } from '../testing/mail-fixture.ts';
import { openBatch, releaseBatch } from './open-batch.ts';
import { reconcileBatch } from './reconcile-batch.ts';

let fixture: MailFixture;
let context: MailContext;
beforeAll(async () => {
  fixture = await startMailFixture();
  context = await openMailContext(fixture);
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await context.orm.close(true);
  await fixture.close();
});

const hourMs = 60 * 60_000;
const moveClock = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

/** A queued mail and a provider that never repeats a request and does not list the mail yet. */
async function prepare() {
  const request = messageTo(`${randomUUID()}@example.com`);
  expect((await fixture.post('/messages', request)).status).toBe(200);
  const [row] = await fixture.sql<{ id: string }>(
    `update message set state = 'queued', sent_at = null, finished_at = null, provider_id = null, batch_id = null,
       maybe_sent_since = null, lease_until = null where key = ? returning id`,
    [request.key],
  );
  const resend = context.lanes.get('resend')?.provider;
  if (row === undefined || resend === undefined) throw new Error('No mail or no provider.');
  const provider: MailProvider = {
    ...resend,
    idempotencyWindowMs: 0,
    findMails: async (mails) => mails.map(() => ({ kind: 'absent' as const })),
  };
  return { id: row.id, provider };
}

const readState = async (id: string) =>
  (
    await fixture.sql<{ state: string; maybe: boolean }>(
      'select state, maybe_sent_since is not null as maybe from message where id = ?',
      [id],
    )
  )[0];

it.each([
  ['ahead', hourMs],
  ['behind', -hourMs],
])('a process whose clock is an hour %s calls no mail absent that another has just sent', async (_name, ms) => {
  const { id, provider } = await prepare();
  const batch = await openBatch(context, provider, [id]);
  if (batch === null) throw new Error('No batch.');
  await releaseBatch(context.orm, batch);
  moveClock(ms);
  expect(await reconcileBatch(context, provider, batch.id)).toEqual({ kind: 'reload' });
  expect(await readState(id)).toEqual({ state: 'queued', maybe: true });
});

it.each([
  ['ahead', hourMs],
  ['behind', -hourMs],
])('a process whose clock is an hour %s respects the lease of another', async (_name, ms) => {
  const { id, provider } = await prepare();
  const batch = await openBatch(context, provider, [id]);
  if (batch === null) throw new Error('No batch.');
  moveClock(ms);
  expect(await reconcileBatch(context, provider, batch.id)).toMatchObject({ kind: 'retry_later' });
  expect(await openBatch(context, provider, [id])).toBeNull();
});

it('a batch opened by a process whose clock is an hour behind is young for all others', async () => {
  const { id, provider } = await prepare();
  moveClock(-hourMs);
  const batch = await openBatch(context, provider, [id]);
  vi.useRealTimers();
  if (batch === null) throw new Error('No batch.');
  await releaseBatch(context.orm, batch);
  await reconcileBatch(context, provider, batch.id);
  expect(await readState(id)).toEqual({ state: 'queued', maybe: true });
});

it('a domain that a process with a fast clock called unverified is asked about again after a minute', async () => {
  const { provider } = await prepare();
  const states: DomainState[] = ['failed', 'verified'];
  const checkDomain = async () => {
    const state = states.shift() ?? 'unknown';
    return { state, spf: state, dkim: state };
  };
  const check = () => checkSenderDomain(context.orm, { ...provider, checkDomain }, 'fast-clock.example');
  moveClock(hourMs);
  expect(await check()).toMatchObject({ state: 'failed' });
  vi.useRealTimers();
  expect(await check()).toMatchObject({ state: 'failed' });
  await fixture.sql("update sender_domain set checked_at = checked_at - interval '1 minute'");
  expect(await check()).toMatchObject({ state: 'verified' });
});

it('a process whose clock is a year ahead purges nothing early', async () => {
  const { id } = await prepare();
  const countKept = () =>
    fixture.sql(
      'select rendered is not null as body, count(b.id)::int as batches from message m left join send_batch b on m.id = any(b.message_ids) where m.id = ? group by m.id',
      [id],
    );
  await fixture.sql(
    "update message set state = 'sent', sent_at = now(), finished_at = now(), provider_id = id::text where id = ?",
    [id],
  );
  const before = await countKept();
  moveClock(365 * 24 * hourMs);
  const rules = buildRetentionRules({ bodyDays: 30, eventDays: 400, messageDays: 1_096 });
  expect(await purgeExpired(context.orm, rules)).toEqual({});
  expect(await countKept()).toEqual(before);
  expect(before).toEqual([{ body: true, batches: 1 }]);
});
