import { randomUUID } from 'node:crypto';
import { describeCase } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { buildMailRequest, loadCase, recordFacts } from '@goen/cases';
import type { FeedbackRequestPage, QueuedMail } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../../testing/candidate-page-fixture.ts';
import { someday } from '../../testing/gateway-fixture.ts';

const phrase = '論点を整理して話される点を高く評価しておりました。';
let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
  const settings = { feedback: { enabled: true, phrases: [phrase], dueBusinessDays: 5 } };
  await gateway.rows('update company set settings = settings || ?::jsonb where id = ?', [
    JSON.stringify(settings),
    gateway.hinode.id,
  ]);
  await gateway.post('/v1/webhook-endpoints', { url: 'https://example.jp/hooks', types: ['feedback.requested'] });
});
afterAll(() => gateway.close());

type Person = Awaited<ReturnType<PageFixture['person']>>;
/** A person who has the result of an interview. */
async function toldPerson(): Promise<Person> {
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
  return person;
}
const ask = ({ token }: Person) => gateway.submit(`/c/${token}`, { action: 'feedback.request' });
const readPage = async ({ token }: Person) => (await gateway.open(`/c/${token}?lang=ja`)).text();
const list = async (query = '') =>
  (await (await gateway.request(`/v1/feedback-requests?${query}`)).json()) as FeedbackRequestPage;
const findRequest = async (person: Person) => {
  const request = (await list('limit=200')).items.find((item) => item.case_id === person.caseId);
  if (request === undefined) throw new Error('There is no open request');
  return request;
};
const answer = (id: string, body: object) => gateway.post(`/v1/feedback-requests/${id}/answer`, body);
const findQueued = async (person: Person) => {
  const { items } = (await (await gateway.request('/v1/mails?limit=200')).json()) as { items: QueuedMail[] };
  return items.find((mail) => mail.case_id === person.caseId);
};

test('a candidate asks once, the company is notified, and a member answers with approved phrases', async () => {
  const person = await toldPerson();
  expect(await readPage(person)).toContain('フィードバックを希望する');
  for (const times of [1, 2]) expect([times, (await ask(person)).status]).toEqual([times, 303]);
  expect(await readPage(person)).toContain('2026年12月1日までに、メールでお返事いたします');
  const request = await findRequest(person);
  expect(request).toMatchObject({ state: 'open', stage: 'interview', due_on: '2026-12-01', answered_by: null });
  expect((await list()).phrases).toEqual([phrase]);
  expect(
    await gateway.rows("select data from webhook_event where type = 'feedback.requested' and data ->> 'case_id' = ?", [
      person.caseId,
    ]),
  ).toEqual([
    {
      data: {
        feedback_request_id: request.id,
        case_id: person.caseId,
        candidate_id: person.candidateId,
        due_on: '2026-12-01',
      },
    },
  ]);
  expect(await gateway.nudges(person.caseId)).toBeGreaterThan(0);

  const unknown = await answer(request.id, { phrases: ['別の文です。'] });
  expect([unknown.status, await unknown.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '/phrases/0', code: 'unknown_phrase' }] },
  ]);
  expect((await answer(request.id, {})).status).toBe(422);
  const answered = await answer(request.id, { phrases: [phrase] });
  expect([answered.status, await answered.json()]).toMatchObject([
    200,
    { state: 'answered', answered_by: gateway.hinode.actor },
  ]);
  expect(await gateway.listAudit(request.id)).toEqual(['feedback_request.answered']);
  const again = await answer(request.id, { phrases: [phrase] });
  expect([again.status, await again.json()]).toMatchObject([409, { code: 'feedback_closed' }]);
  expect(await findQueued(person)).toMatchObject({ kind: 'feedback_answer', approval: 'not_needed' });
  expect(await readPage(person)).toContain('まもなくメールでお送りします');
});

test('own words wait for an approval, and stand in the mail but in no fact', async () => {
  const person = await toldPerson();
  await ask(person);
  const { id } = await findRequest(person);
  const ownWords = '自己紹介の構成が特に分かりやすいものでした。';
  expect((await answer(id, { phrases: [phrase], own_words: ownWords })).status).toBe(200);
  expect(await findQueued(person)).toMatchObject({ kind: 'feedback_answer', approval: 'awaiting' });
  const built = await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
    const loaded = await loadCase(em, person.caseId);
    const nowMs = someday.getTime();
    const description = loaded && describeCase(loaded.file, nowMs);
    if (!loaded || !description?.mail) throw new Error('There is no mail');
    const { kind, mail, n, rejectionIds, stage } = description.mail;
    const step = { kind, mail, n, rejectionIds, stage };
    return buildMailRequest(em, loaded, step, { description, nowMs, publicUrl: 'https://goen.example', token: 'x' });
  });
  expect(built?.variables.feedback).toBe(phrase + ownWords);
  expect(JSON.stringify(await gateway.decided(person))).not.toContain(ownWords);
});

test('a refusal is an answer, with a mail of its own', async () => {
  const person = await toldPerson();
  await ask(person);
  const { id } = await findRequest(person);
  const refused = await gateway.post(`/v1/feedback-requests/${id}/refusal`, {});
  expect([refused.status, await refused.json()]).toMatchObject([200, { state: 'refused' }]);
  expect(await gateway.listAudit(id)).toEqual(['feedback_request.refused']);
  expect(await findQueued(person)).toMatchObject({ kind: 'feedback_refusal' });
  expect((await list('state=refused')).items.map((item) => item.id)).toContain(id);
});

test('who unsubscribed may ask: the case goes on until the answer is sent', async () => {
  const person = await toldPerson();
  await gateway.submit(`/u/${person.token}`, {});
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: someday },
      {
        caseId: person.caseId,
        facts: [
          { kind: 'suppression.recorded', at: someday, data: {} },
          { kind: 'case.closed', at: someday, data: { reason: 'unsubscribed' } },
        ],
      },
    ),
  );
  await ask(person);
  expect(await gateway.rows('select state, next_step from follow_up_case where id = ?', [person.caseId])).toEqual([
    { state: 'open', next_step: 'feedback_request' },
  ]);
});

test('an erasure deletes the request with the words, and nobody answers it any more', async () => {
  const person = await toldPerson();
  await ask(person);
  const { id } = await findRequest(person);
  await answer(id, { own_words: '消えるべき言葉です。' });
  await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
  expect(await gateway.rows('select 1 from feedback_request where candidate_id = ?', [person.candidateId])).toEqual([]);
  expect((await answer(id, { phrases: [phrase] })).status).toBe(404);
});

test('without the setting nothing is shown, and a request is ignored', async () => {
  const person = await toldPerson();
  await gateway.rows(`update company set settings = jsonb_set(settings, '{feedback,enabled}', 'false') where id = ?`, [
    gateway.hinode.id,
  ]);
  expect(await readPage(person)).not.toContain('フィードバック');
  await ask(person);
  expect(await gateway.rows('select 1 from feedback_request where case_id = ?', [person.caseId])).toEqual([]);
  expect((await answer(randomUUID(), { phrases: [phrase] })).status).toBe(404);
});
