import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailBench, messageTo, startMailBench } from '../testing/mail-fixture.ts';

const monthsAgo = async (key: string) => {
  await bench.sql("update message set created_at = created_at - interval '2 months' where key = ?", [key]);
  await bench.sql("update send_batch set created_at = created_at - interval '2 months'");
};

let bench: MailBench;
beforeAll(async () => {
  bench = await startMailBench();
});
afterAll(() => bench.close());

it('deletes bodies once they are final for longer than the setting, and nothing else', async () => {
  const old = messageTo('old@example.com');
  const result = await bench.send(old);
  const fresh = messageTo('fresh@example.com');
  await bench.send(fresh);
  await bench.sql("update message set finished_at = finished_at - interval '31 days' where key = ?", [old.key]);
  // The job runs at each start; closing waits for it.
  await bench.restartService();
  await bench.restartService();
  const kept = await bench.sql<{ key: string }>('select key from message where rendered is not null');
  expect(kept).toEqual([{ key: fresh.key }]);
  expect(await bench.send(old)).toEqual(result);
  await bench.restartService({ MAIL_BODY_RETENTION_DAYS: '0' });
  await bench.restartService();
  expect(await bench.sql('select key from message where rendered is not null')).toEqual([]);
});

it('who comes back after months to a mail that may be out is told that nobody knows, not to wait for ever', async () => {
  const request = messageTo('months@example.com', { provider: 'smtp' });
  await bench.plan('smtp', { lostAnswers: 1 });
  expect((await bench.post('/messages', request)).status).toBe(503);
  await bench.plan('smtp', null);
  await monthsAgo(request.key);
  await bench.restartService();
  await bench.restartService();
  expect(await bench.send(request)).toMatchObject({ status: 'skipped', reason: 'unconfirmed' });
  expect(await bench.inbox(request.to.email)).toHaveLength(1);
});
