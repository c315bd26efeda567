import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

const backdate = async (key: string) => {
  await fixture.sql("update message set created_at = created_at - interval '2 months' where key = ?", [key]);
  await fixture.sql("update send_batch set created_at = created_at - interval '2 months'");
};

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

it('deletes bodies that have been final for longer than the retention, and nothing else', async () => {
  const old = messageTo('old@example.com');
  const result = await fixture.send(old);
  const fresh = messageTo('fresh@example.com');
  await fixture.send(fresh);
  await fixture.sql("update message set finished_at = finished_at - interval '31 days' where key = ?", [old.key]);
  // The job runs at startup, and closing waits for it.
  await fixture.restartService();
  await fixture.restartService();
  const kept = await fixture.sql<{ key: string }>('select key from message where rendered is not null');
  expect(kept).toEqual([{ key: fresh.key }]);
  expect(await fixture.send(old)).toEqual(result);
  await fixture.restartService({ MAIL_BODY_RETENTION_DAYS: '0' });
  await fixture.restartService();
  expect(await fixture.sql('select key from message where rendered is not null')).toEqual([]);
});

it('a retry after months of a mail that may be out gets `unconfirmed` instead of waiting forever', async () => {
  const request = messageTo('months@example.com', { provider: 'smtp' });
  await fixture.plan('smtp', { lostAnswers: 1 });
  expect((await fixture.post('/messages', request)).status).toBe(503);
  await fixture.plan('smtp', null);
  await backdate(request.key);
  await fixture.restartService();
  await fixture.restartService();
  expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'unconfirmed' });
  expect(await fixture.inbox(request.to.email)).toHaveLength(1);
});
