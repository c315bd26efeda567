import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyA, companyB, type MailBench, messageTo, startMailBench } from '../testing/mail-bench.ts';

let bench: MailBench;
beforeAll(async () => {
  bench = await startMailBench();
});
afterAll(() => bench.close());

it("takes a person's bodies of one company and keeps what stops a repeat, any number of times", async () => {
  const request = messageTo('erase@example.com');
  const result = await bench.send(request);
  const other = await bench.send(messageTo('erase@example.com', { company: companyB, kind: 'rejection' }));
  const hash = personHash('erase@example.com', bench.env.PERSON_HASH_KEY ?? '');
  for (let times = 0; times < 2; times += 1) {
    expect((await bench.post('/erasures', { company: companyA, personHash: hash })).status).toBe(204);
  }
  const bodies = await bench.sql<{ id: string; erased: boolean }>(
    'select id, rendered is null as erased from message where person_hash = ?',
    [hash],
  );
  expect(new Map(bodies.map((row) => [row.id, row.erased]))).toEqual(
    new Map([
      [result.id, true],
      [other.id, false],
    ]),
  );
  expect(await bench.send(request)).toEqual(result);
  expect(await bench.inbox('erase@example.com')).toHaveLength(2);
});

it('keeps regulated mails of that company from the address afterwards, and nothing else', async () => {
  const email = 'erased-for-good@example.com';
  const hash = personHash(email, bench.env.PERSON_HASH_KEY ?? '');
  await bench.post('/erasures', { company: companyA, personHash: hash });
  expect(await bench.send(messageTo(email, { company: companyA, kind: 'rejection_relay' }))).toMatchObject({
    status: 'skipped',
    reason: 'suppressed',
  });
  expect(await bench.send(messageTo(email, { company: companyA, kind: 'rejection' }))).toMatchObject({
    status: 'sent',
  });
  expect(await bench.send(messageTo(email, { company: companyB, kind: 'rejection_relay' }))).toMatchObject({
    status: 'sent',
  });
});
