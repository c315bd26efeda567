import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyA, companyB, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

it("deletes a person's bodies at one company and keeps what prevents a repeat, however often it runs", async () => {
  const request = messageTo('erase@example.com');
  const result = await fixture.send(request);
  const other = await fixture.send(messageTo('erase@example.com', { company: companyB, kind: 'rejection' }));
  const hash = personHash('erase@example.com', fixture.env.PERSON_HASH_KEY ?? '');
  for (let times = 0; times < 2; times += 1) {
    expect((await fixture.post('/erasures', { company: companyA, personHashes: [hash] })).status).toBe(204);
  }
  const bodies = await fixture.sql<{ id: string; erased: boolean }>(
    'select id, rendered is null as erased from message where person_hash = ?',
    [hash],
  );
  expect(new Map(bodies.map((row) => [row.id, row.erased]))).toEqual(
    new Map([
      [result.id, true],
      [other.id, false],
    ]),
  );
  expect(await fixture.send(request)).toEqual(result);
  expect(await fixture.inbox('erase@example.com')).toHaveLength(2);
});

it('suppresses only regulated mails of that company afterwards', async () => {
  const email = 'erased-for-good@example.com';
  const hash = personHash(email, fixture.env.PERSON_HASH_KEY ?? '');
  await fixture.post('/erasures', { company: companyA, personHashes: [hash] });
  expect(await fixture.send(messageTo(email, { company: companyA, kind: 'rejection_relay' }))).toMatchObject({
    status: 'skipped',
    reason: 'suppressed',
  });
  expect(await fixture.send(messageTo(email, { company: companyA, kind: 'rejection' }))).toMatchObject({
    status: 'sent',
  });
  expect(await fixture.send(messageTo(email, { company: companyB, kind: 'rejection_relay' }))).toMatchObject({
    status: 'sent',
  });
});

it('covers all addresses of a person, or none', async () => {
  const hashes: string[] = [];
  for (const n of [1, 2, 3]) {
    const email = `several-${n}@example.com`;
    await fixture.send(messageTo(email, { company: companyA, kind: 'rejection' }));
    hashes.push(personHash(email, fixture.env.PERSON_HASH_KEY ?? ''));
  }
  const listRemaining = async () =>
    (
      await fixture.sql<{ person_hash: string }>(
        'select person_hash from message where rendered is not null and person_hash in (?, ?, ?)',
        hashes,
      )
    ).map((row) => row.person_hash);
  const refused = await fixture.post('/erasures', { company: companyA, personHashes: [...hashes, 'no hash'] });
  expect([refused.status, (await listRemaining()).toSorted()]).toEqual([422, hashes.toSorted()]);
  for (let times = 0; times < 2; times += 1) {
    const erased = await fixture.post('/erasures', { company: companyA, personHashes: hashes.slice(0, 2) });
    expect([erased.status, await listRemaining()]).toEqual([204, [hashes[2]]]);
  }
  const suppressed = await fixture.sql<{ person_hash: string }>(
    "select person_hash from suppression where reason = 'erased' and person_hash in (?, ?, ?)",
    hashes,
  );
  expect(suppressed.map((row) => row.person_hash).toSorted()).toEqual(hashes.slice(0, 2).toSorted());
});

it.each([0, 101])('refuses %i addresses', async (count) => {
  const personHashes = Array.from({ length: count }, (_, n) => String(n).padStart(64, '0'));
  expect((await fixture.post('/erasures', { company: companyA, personHashes })).status).toBe(422);
});
