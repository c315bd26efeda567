import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailBench, messageTo, startMailBench } from '../testing/mail-bench.ts';

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
