import { withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import type { CandidateExperience } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { someday } from '../testing/gateway-fixture.ts';

let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
  await gateway.rows(`update company set settings = settings || '{"experience": {"enabled": true}}' where id = ?`, [
    gateway.hinode.id,
  ]);
});
afterAll(() => gateway.close());

type Person = Awaited<ReturnType<PageFixture['person']>>;
const nextDay = new Date('2026-11-25T11:00:00+09:00');
async function toldPerson(): Promise<Person> {
  gateway.clock.now = someday;
  const person = await gateway.person();
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: someday },
      {
        caseId: person.caseId,
        facts: ({ file }) => {
          const ids = file.facts.flatMap((fact) => (fact.kind === 'rejection.reported' ? [fact.data.rejectionId] : []));
          const data = { n: 1, mail: 'rejection' as const, rejectionIds: ids, messageId: 'm', date: '2026-11-24' };
          return { kind: 'mail.sent', at: someday, data };
        },
      },
    ),
  );
  gateway.clock.now = nextDay;
  return person;
}
const readPage = async ({ token }: Person) => (await gateway.open(`/c/${token}?lang=ja`)).text();
const answer = ({ token }: Person, score: number, comment = '') =>
  gateway.submit(`/c/${token}`, { action: 'experience.answer', score: String(score), comment });
const report = async (query = '') =>
  (await (await gateway.request(`/v1/reports/candidate-experience?${query}`)).json()) as CandidateExperience;

test('people are asked once, and shown in complete groups of five or more without a name', async () => {
  const people: Person[] = [];
  for (const score of [10, 9, 8, 3]) {
    const person = await toldPerson();
    people.push(person);
    expect(await readPage(person)).toContain('知人にすすめたい');
    expect((await answer(person, score, score === 3 ? '結果まで長く待ちました。' : '')).status).toBe(303);
    await answer(person, 0);
    expect(await readPage(person)).not.toContain('知人にすすめたい');
  }
  const skipping = await toldPerson();
  await gateway.submit(`/c/${skipping.token}`, { action: 'experience.skip' });
  expect(await readPage(skipping)).not.toContain('知人にすすめたい');
  gateway.clock.now = new Date('2026-12-01T00:00:00+09:00');
  expect(await report()).toEqual({ groups: [] });
  const fifth = await toldPerson();
  await answer(fifth, 7);
  // The month is not over: its groups still grow.
  expect(await report()).toEqual({ groups: [] });
  gateway.clock.now = new Date('2026-12-01T00:00:00+09:00');
  const shown = await report();
  expect(shown).toEqual({
    groups: [
      {
        month: '2026-11',
        stage: 'interview',
        answers: 5,
        average: 7.4,
        promoters: 2,
        passives: 2,
        detractors: 1,
        comments: ['結果まで長く待ちました。'],
      },
    ],
  });
  for (const person of people) {
    expect(JSON.stringify(shown)).not.toContain(person.candidateId);
    expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual(['mail.sent']);
  }
  expect(await report('from=2026-12')).toEqual({ groups: [] });
  // Comparing figures before and after an erasure reveals neither the score nor the comment of the erased person.
  const [first] = people;
  if (first) await gateway.submit(`/c/${first.token}`, { action: 'erase', confirm: 'yes' });
  expect(await report()).toEqual({ groups: [{ ...shown.groups[0], comments: [] }] });
  const kept = await gateway.rows<{ score: number; answered_at: string; comment: string | null }>(
    'select score, answered_at, comment from experience_answer where candidate_id is null',
  );
  expect(kept).toEqual([{ score: 10, answered_at: '2026-10-31 15:00:00+00', comment: null }]);
});

test('an erasure deletes an answer whose group was never shown', async () => {
  const [known, unfinished] = [await toldPerson(), await toldPerson()];
  await answer(known, 2);
  gateway.clock.now = new Date('2026-12-20T11:00:00+09:00');
  await gateway.rows(`update experience_answer set answered_at = ?, stage = 'final' where candidate_id = ?`, [
    new Date('2026-10-20T11:00:00+09:00'),
    known.candidateId,
  ]);
  await answer(unfinished, 3);
  const before = await gateway.rows('select 1 from experience_answer');
  for (const { token } of [known, unfinished]) await gateway.submit(`/c/${token}`, { action: 'erase', confirm: 'yes' });
  expect(await gateway.rows('select 1 from experience_answer')).toHaveLength(before.length - 2);
});

test('nobody is asked while another of their applications is in selection', async () => {
  const person = await toldPerson();
  const created = await gateway.post('/v1/connections', { kind: 'file', name: 'x' });
  const { id: connectionId } = (await created.json()) as { id: string };
  await gateway.rows(`insert into candidate_alias values (gen_random_uuid(), ?, ?, 'C-elsewhere', ?, now())`, [
    gateway.hinode.id,
    `connection:${connectionId}`,
    person.candidateId,
  ]);
  await gateway.rows(
    `insert into open_application values (gen_random_uuid(), ?, ?, 'A-1', 'C-elsewhere', null, now(), now())`,
    [gateway.hinode.id, connectionId],
  );
  expect(await readPage(person)).not.toContain('知人にすすめたい');
  await answer(person, 5);
  expect(await gateway.rows('select 1 from experience_answer where candidate_id = ?', [person.candidateId])).toEqual(
    [],
  );
});

test.each([{ score: '11' }, { score: '-1' }, { score: 'x' }, {}, { score: '5', comment: 'あ'.repeat(501) }])(
  'refuses %j',
  async (fields) => {
    const person = await toldPerson();
    const form = { action: 'experience.answer', ...fields } as Record<string, string>;
    expect((await gateway.submit(`/c/${person.token}`, form)).status).toBe(422);
  },
);
