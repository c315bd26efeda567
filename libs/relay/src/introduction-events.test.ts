import { randomUUID } from 'node:crypto';
import { someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendIntroductionFact, type NewIntroductionFact } from './introductions.ts';
import { refreshIntroduction, withIntroduction } from './load-introduction.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

/** An introduction of a candidate of the fixture's company to another, which receives its webhooks. */
async function insertIntroduction() {
  const [id, receiver, positionId] = [randomUUID(), randomUUID(), randomUUID()];
  await fixture.sql("insert into company values (?, 'R', ?, '{}', now())", [receiver, receiver]);
  await fixture.sql(
    `insert into position (id, company_id, title, state, created_at, updated_at) values (?, ?, '営業', 'open', now(), now())`,
    [positionId, receiver],
  );
  for (const company of [receiver, fixture.companyId]) {
    await fixture.sql(
      `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
       values (?, ?, 'https://example.jp/hooks', '{}', 'enabled', 'sealed', now())`,
      [randomUUID(), company],
    );
  }
  const candidateId = await fixture.candidate();
  const caseId = await fixture.openCase(candidateId);
  await fixture.sql(
    `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash, score,
       score_parts, profile, about, state, next_step, created_at)
     values (?, ?, ?, ?, ?, ?, ?, 1, '{}', '{}', '{}', 'matched', 'hold_credit', now())`,
    [id, receiver, positionId, fixture.companyId, candidateId, caseId, id],
  );
  const record = (...facts: NewIntroductionFact[]) =>
    withIntroduction(fixture.orm, id, someday.getTime(), async (loaded, em) => {
      for (const fact of facts) await appendIntroductionFact(em, loaded.row, fact);
      await refreshIntroduction(em, loaded, someday.getTime());
    });
  const listEvents = () =>
    fixture.sql<{ company_id: string; type: string; data: object }>(
      `select company_id, type, data from webhook_event where data ->> 'introduction_id' = ? order by occurred_at, type`,
      [id],
    );
  return { id, receiver, positionId, record, listEvents };
}

const at = someday;
const asked: NewIntroductionFact = { kind: 'candidate.asked', at, data: { messageId: 'm' } };
const provided: NewIntroductionFact = { kind: 'profile.provided', at, data: { recordIds: [] } };
const closed: NewIntroductionFact<'introduction.closed'> = {
  kind: 'introduction.closed',
  at,
  data: { ended: 'hired' },
};

test('the receiver gets one event each when the candidate is asked, accepts, and the introduction ends', async () => {
  const { id, receiver, positionId, record, listEvents } = await insertIntroduction();
  for (const facts of [[asked], [], [provided], [closed], []]) await record(...facts);
  const data = { introduction_id: id, position_id: positionId };
  const events = await listEvents();
  expect(events.toSorted((a, b) => a.type.localeCompare(b.type))).toEqual([
    { company_id: receiver, type: 'introduction.accepted', data },
    { company_id: receiver, type: 'introduction.closed', data: { ...data, ended: 'hired' } },
    { company_id: receiver, type: 'introduction.proposed', data },
  ]);
});

test('an introduction that ended before the candidate was asked emits nothing', async () => {
  const { record, listEvents } = await insertIntroduction();
  await record({ ...closed, data: { ended: 'no_credit' } });
  expect(await listEvents()).toEqual([]);
});
