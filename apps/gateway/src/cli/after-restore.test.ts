import { Introduction, withRelay } from '@goen/case-store';
import { appendIntroductionFact } from '@goen/relay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someday } from '../testing/gateway-fixture.ts';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { commands } from './commands.ts';
import { holdDueMails } from './hold-due-mails.ts';
import { wakeWorkflows } from './wake-workflows.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  gateway = await startIntroductionFixture();
});
afterAll(() => gateway?.close());

const days = (count: number) => new Date(someday.getTime() + count * 86_400_000);
const countHeld = async (table: 'fact' | 'introduction_fact') =>
  (await gateway.rows<{ n: number }>(`select count(*)::int as n from ${table} where kind = 'mail.held'`))[0]?.n;

test('holds what may have left already, of cases and introductions, once; what comes later stays planned', async () => {
  const person = await gateway.person();
  const introductionId = await gateway.introduction(person, 'matched');
  await gateway.rows("delete from outbox; delete from fact where kind = 'mail.held'");
  const queued = async (until: Date) =>
    (
      await gateway.rows<{ n: number }>(
        "select count(*)::int as n from follow_up_case where state = 'open' and next_mail is not null and queued_at <= ?",
        [until],
      )
    )[0]?.n;
  const [next] = await gateway.rows<{ at: Date }>(
    'select min(queued_at) as at from follow_up_case where next_mail is not null',
  );
  const dueAt = new Date(next?.at ?? 0);
  const nothing = await holdDueMails(gateway.admin, gateway.urls.url, days(-1_000));
  expect([nothing, await countHeld('fact')]).toEqual([[], 0]);
  // The introduction waits for nobody: it is due whenever its data was lost.
  await withRelay(gateway.orm, async (em) => {
    const row = await em.findOneOrFail(Introduction, { id: introductionId });
    await appendIntroductionFact(em, row, { kind: 'credit.held', at: someday, data: { holdId: 'h' } as never });
  });
  const held = await holdDueMails(gateway.admin, gateway.urls.url, dueAt);
  expect(held.map(({ slug }) => slug)).toContain('hinode');
  expect([await countHeld('fact'), await countHeld('introduction_fact')]).toEqual([await queued(dueAt), 1]);
  expect(await holdDueMails(gateway.admin, gateway.urls.url, dueAt)).toEqual([]);
  const [introduction] = await gateway.rows<{ next_step: string }>('select next_step from introduction where id = ?', [
    introductionId,
  ]);
  expect(introduction?.next_step).not.toBe('ask');
  expect(commands['mails hold-due']?.options).toEqual(['by']);
});

test('gives all that is not over its workflow, and leaves what waits for it already', async () => {
  const person = await gateway.person();
  const introductionId = await gateway.introduction(person, 'matched');
  await gateway.rows('delete from outbox');
  const counts = await wakeWorkflows(gateway.admin);
  expect(counts).toMatchObject({ imports: 0, re_invitations: 0 });
  const woken = await gateway.rows<{ id: string }>(
    "select introduction_id as id from outbox where kind = 'introduction'",
  );
  expect(woken.map(({ id }) => id)).toContain(introductionId);
  expect(await wakeWorkflows(gateway.admin)).toMatchObject({ cases: 0, introductions: 0 });
});
