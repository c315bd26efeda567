import { withCompany } from '@goen/case-store';
import { recordSelection } from '@goen/cases';
import { reInvitationPage, reInvitationReport, reInvitationView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  owner,
  type ReInvitationGateway,
  startReInvitationFixture,
  whatIsNew,
} from '../../testing/re-invitation-fixture.ts';

let gateway: ReInvitationGateway;
let positionId: string;
beforeAll(async () => {
  gateway = await startReInvitationFixture();
  positionId = await gateway.position();
  await gateway.post('/v1/webhook-endpoints', { url: 'https://hooks.example.jp/goen', types: [] });
});
afterAll(() => gateway?.close());

/** A former candidate who was written to. */
async function invited() {
  const person = await gateway.former();
  const { body } = await gateway.invite(positionId, [person.candidateId]);
  const id = body.results[0]?.re_invitation_id ?? '';
  await gateway.send(id);
  return { ...person, id };
}
/** What they said about an earlier opening. */
const noteEarlier = (candidateId: string) =>
  gateway.rows(
    `insert into revisit (candidate_id, company_id, revisit_on, saved_by, saved_at)
     values (?, ?, '2026-11-01', 'candidate', now())`,
    [candidateId, gateway.hinode.id],
  );
const load = async (id: string) => reInvitationView.parse(await gateway.read(`/v1/re-invitations/${id}`));
const answer = (token: string, action: string, opening: string, more: Record<string, string> = {}) =>
  gateway.submit(`/c/${token}?lang=ja`, { action, opening, ...more });
const reply = (id: string, value: string) => gateway.post(`/v1/re-invitations/${id}/reply`, { reply: value });

test('plans one mail per chosen person who may be written to, and says why not of the others', async () => {
  const [good, unsubscribed, recent] = [
    await gateway.former(),
    await gateway.former(),
    await gateway.person({ application: { rejected_at: '2026-11-20T10:00:00+09:00' } }),
  ];
  await gateway.submit(`/c/${unsubscribed.token}`, { action: 'unsubscribe' });
  const unknown = '00000000-0000-4000-8000-000000000000';
  const { body } = await gateway.invite(positionId, [
    good.candidateId,
    unsubscribed.candidateId,
    recent.candidateId,
    unknown,
  ]);
  const [first, ...others] = body.results;
  expect(others.map(({ re_invitation_id: id, blocks }) => [id, blocks])).toEqual([
    [null, [{ reason: 'unsubscribed', until: null }]],
    [null, [{ reason: 'result_too_recent', until: '2026-12-20' }]],
    [null, []],
  ]);
  expect(await gateway.listAudit(positionId)).toContain('former_candidates.invited');
  const id = first?.re_invitation_id ?? '';
  expect(await load(id)).toMatchObject({
    position_id: positionId,
    candidate_id: good.candidateId,
    state: 'planned',
    earlier_job: 'エンジニア',
    what_is_new: whatIsNew,
    owner,
    next_step: 're_invitation',
  });
  expect(await gateway.wakes(id)).toBe(1);
  const again = await gateway.invite(positionId, [good.candidateId]);
  expect(again.body.results[0]).toMatchObject({ re_invitation_id: null, blocks: [{ reason: 'already_invited' }] });
});

test('nobody is asked about an opening while another application of theirs is undecided', async () => {
  const created = await gateway.post('/v1/connections', {
    kind: 'greenhouse',
    name: 'G',
    secrets: { signing_key: 'a-key-that-is-long-enough' },
  });
  const { id: connectionId } = (await created.json()) as { id: string };
  const person = await gateway.former();
  await gateway.rows(`update candidate set source_key = ?, remote_id = 'c-1' where id = ?`, [
    `connection:${connectionId}`,
    person.candidateId,
  ]);
  const news = { applicationId: 'a-1', candidateId: 'c-1', stage: '一次面接', movedAt: null };
  const companyId = gateway.hinode.id;
  const tell = (selection: Parameters<typeof recordSelection>[2]) =>
    withCompany(gateway.orm, companyId, (em) =>
      recordSelection(em, { companyId, connectionId }, selection, { seenAt: gateway.clock.now }),
    );
  await tell({ open: [news], settled: [] });
  const { body } = await gateway.invite(positionId, [person.candidateId]);
  expect(body.results[0]?.blocks).toEqual([{ reason: 'in_selection', until: null }]);
  await tell({ open: [], settled: ['a-1'] });
  const later = await gateway.invite(positionId, [person.candidateId]);
  expect(later.body.results[0]?.blocks).toEqual([]);
});

test('a person is asked about one opening at a time, even when two requests choose them at once', async () => {
  const person = await gateway.former();
  const results = await Promise.all([1, 2, 3].map(() => gateway.invite(positionId, [person.candidateId])));
  const ids = results.flatMap(({ body }) => body.results.flatMap(({ re_invitation_id: id }) => id ?? []));
  expect(ids).toHaveLength(1);
});

test('after two in six months there is no third', async () => {
  const person = await invited();
  await gateway.rows("update re_invitation set state = 'closed', ended = 'no_answer' where id = ?", [person.id]);
  const second = await gateway.invite(positionId, [person.candidateId]);
  const id = second.body.results[0]?.re_invitation_id ?? '';
  await gateway.send(id);
  await gateway.rows("update re_invitation set state = 'closed', ended = 'no_answer' where id = ?", [id]);
  const third = await gateway.invite(positionId, [person.candidateId]);
  expect(third.body.results[0]?.blocks).toEqual([{ reason: 'too_many', until: '2027-05-24' }]);
});

test('what is new comes from the position’s wording, and somebody must have written it', async () => {
  const other = await gateway.position({ title: 'デザイナー' });
  const person = await gateway.former();
  const missing = await gateway.invite(other, [person.candidateId], { what_is_new: null });
  expect(missing).toMatchObject({ status: 422, body: { errors: [{ pointer: '/what_is_new', code: 'missing' }] } });
  const saved = await gateway.request(`/v1/positions/${other}/invitation-wordings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locale: 'ja', what_is_new: '新しいチームです。' }),
  });
  expect(saved.status).toBe(200);
  const { body } = await gateway.invite(other, [person.candidateId], { what_is_new: null });
  expect(await load(body.results[0]?.re_invitation_id ?? '')).toMatchObject({ what_is_new: '新しいチームです。' });
  expect(await gateway.read(`/v1/positions/${other}/invitation-wordings`)).toMatchObject({
    items: [{ locale: 'ja', what_is_new: '新しいチームです。', wording: null, saved_by: gateway.hinode.actor }],
  });
});

test('nobody is invited to a closed position, and closing it wakes those who wait', async () => {
  const closing = await gateway.position();
  const [person, late] = [await gateway.former(), await gateway.former()];
  const { body } = await gateway.invite(closing, [person.candidateId]);
  const id = body.results[0]?.re_invitation_id ?? '';
  const before = await gateway.wakes(id);
  const patch = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"state":"closed"}' };
  expect((await gateway.request(`/v1/positions/${closing}`, patch)).status).toBe(200);
  expect(await gateway.wakes(id)).toBe(before + 1);
  expect((await gateway.invite(closing, [late.candidateId])).body).toMatchObject({ code: 'position_closed' });
});

test('an interest on the page gets an owner and a day, a fact, a webhook, and one wake-up', async () => {
  const { id, token, caseId, candidateId } = await invited();
  const shown = await (await gateway.open(`/c/${token}?lang=ja`)).text();
  expect(shown).toContain('株式会社hinodeが「シニアエンジニア」の募集をご案内しています');
  expect(shown).toContain(whatIsNew);
  const before = await gateway.wakes(id);
  for (let times = 0; times < 2; times += 1) {
    expect((await answer(token, 'opening.interested', id)).status).toBe(303);
  }
  expect(await load(id)).toMatchObject({
    state: 'interested',
    answer: 'interested',
    due_on: '2026-11-26',
    overdue: false,
  });
  expect(await gateway.wakes(id)).toBe(before + 1);
  const facts = await gateway.rows("select kind, data from fact where case_id = ? and kind like 're_invitation%'", [
    caseId,
  ]);
  const data = { reInvitationId: id, position: 'シニアエンジニア', answer: 'interested', askAgainOn: null };
  expect(facts).toEqual([{ kind: 're_invitation.answered', data }]);
  const events = await gateway.rows<{ type: string; data: object }>(
    "select type, data from webhook_event where type like 're_invitation%' and data->>'re_invitation_id' = ? order by type",
    [id],
  );
  expect(events).toMatchObject([
    { type: 're_invitation.answered', data: { candidate_id: candidateId, answer: 'interested', due_on: '2026-11-26' } },
    { type: 're_invitation.sent' },
  ]);
  expect(await (await gateway.open(`/c/${token}?lang=ja`)).text()).toContain('2026年11月26日までに');
});

test('the company answers once; the same answer again changes nothing', async () => {
  const { id, token } = await invited();
  expect(await (await reply(id, 'talk')).json()).toMatchObject({ code: 're_invitation_not_open' });
  await answer(token, 'opening.interested', id);
  const unanswered = reInvitationPage.parse(await gateway.read('/v1/re-invitations?unanswered=any'));
  expect(unanswered.items.map((item) => item.id)).toContain(id);
  expect(reInvitationPage.parse(await gateway.read('/v1/re-invitations?unanswered=overdue')).items).toEqual([]);
  for (let times = 0; times < 2; times += 1) {
    expect(await (await reply(id, 'talk')).json()).toMatchObject({ reply: 'talk', next_step: 're_invitation_talk' });
  }
  expect((await reply(id, 'regret')).status).toBe(409);
  expect(await gateway.listAudit(id)).toEqual(['re_invitation.replied']);
  expect((await gateway.factsOf(id)).filter(({ kind }) => kind === 'company.replied')).toHaveLength(1);
});

test('not now asks when: until then there is no mail, and a recruiter finds the date', async () => {
  const { id, token, candidateId } = await invited();
  await noteEarlier(candidateId);
  expect((await answer(token, 'opening.not_now', id, { months: '4' })).status).toBe(422);
  await answer(token, 'opening.not_now', id, { months: '6' });
  expect(await load(id)).toMatchObject({ answer: 'not_now', ask_again_on: '2027-05-24', next_step: 'close' });
  expect(await (await gateway.open(`/c/${token}?lang=ja`)).text()).toContain(
    '2027年5月24日までは、募集のご案内をお送りしません',
  );
  await gateway.rows("update re_invitation set state = 'closed', ended = 'not_now' where id = ?", [id]);
  const { body } = await gateway.invite(positionId, [candidateId]);
  expect(body.results[0]?.blocks).toEqual([{ reason: 'asked_to_wait', until: '2027-05-24' }]);
  const revisits = await gateway.read<{ items: object[] }>('/v1/revisits?until=2027-05-24');
  expect(revisits.items).toContainEqual(
    expect.objectContaining({ candidate_id: candidateId, revisit_on: '2027-05-24' }),
  );
});

test('no more of these stops them until the person wants them again', async () => {
  const { id, token, candidateId } = await invited();
  await noteEarlier(candidateId);
  await answer(token, 'opening.no_more', id);
  expect(await gateway.rows('select 1 from revisit where candidate_id = ?', [candidateId])).toEqual([]);
  await gateway.rows("update re_invitation set state = 'closed', ended = 'no_more' where id = ?", [id]);
  const blocks = async () => (await gateway.invite(positionId, [candidateId])).body.results[0]?.blocks;
  expect(await blocks()).toEqual([{ reason: 'no_more_invitations', until: null }]);
  expect(await (await gateway.open(`/c/${token}?lang=ja`)).text()).toContain('募集のご案内は停止しています');
  await gateway.submit(`/c/${token}?lang=ja`, { action: 'openings.resume' });
  expect(await blocks()).toEqual([]);
});

test('nobody answers for another person, or about a mail that was not sent', async () => {
  const [person, other] = [await invited(), await gateway.former()];
  await answer(other.token, 'opening.interested', person.id);
  const { body } = await gateway.invite(positionId, [other.candidateId]);
  const planned = body.results[0]?.re_invitation_id ?? '';
  await answer(other.token, 'opening.interested', planned);
  expect((await load(person.id)).answer).toBeNull();
  expect((await load(planned)).answer).toBeNull();
});

test('a later application counts as a reapplication of that invitation', async () => {
  const candidate = { remote_id: 'C-again', emails: [{ value: 'again@example.jp', type: 'personal' }] };
  const person = await gateway.former({ candidate });
  const { body } = await gateway.invite(positionId, [person.candidateId]);
  const id = body.results[0]?.re_invitation_id ?? '';
  await gateway.send(id);
  const event = {
    type: 'candidate.reapplied',
    source: { ats: 'herp' },
    occurred_at: '2026-11-24T15:00:00+09:00',
    candidate: { remote_id: 'C-again' },
  };
  for (let times = 0; times < 2; times += 1) expect((await gateway.post('/v1/events', event)).ok).toBe(true);
  expect(await load(id)).toMatchObject({ reapplied_at: '2026-11-24T06:00:00.000Z' });
  expect((await gateway.factsOf(id)).filter(({ kind }) => kind === 'candidate.reapplied')).toHaveLength(1);
  const { items } = reInvitationPage.parse(await gateway.read('/v1/re-invitations?reapplied=true'));
  expect(items).toMatchObject([{ id, position: 'シニアエンジニア', reapplied_at: '2026-11-24T06:00:00.000Z' }]);
  expect(items[0]?.name).toContain('髙橋');
});

test('an erasure ends the re-invitation and deletes what is personal of it', async () => {
  const { id, token, candidateId } = await invited();
  const note = { revisit_on: '2027-04-01', note: '高橋さんに電話' };
  const path = `/v1/candidates/${candidateId}/revisit`;
  const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(note) };
  expect((await gateway.request(path, init)).status).toBe(200);
  const before = await gateway.wakes(id);
  await gateway.submit(`/c/${token}`, { action: 'erase', confirm: 'yes' });
  expect(await gateway.rows('select 1 from revisit where candidate_id = ?', [candidateId])).toEqual([]);
  expect(await load(id)).toMatchObject({ earlier_job: null });
  expect((await gateway.factsOf(id)).at(-1)?.kind).toBe('candidate.withdrew');
  expect(await gateway.wakes(id)).toBe(before + 1);
  expect((await gateway.request(path, init)).status).toBe(404);
});

test('the report counts per position, with the unanswered interests', async () => {
  const reported = await gateway.position({ title: '報告の対象' });
  const people = await Promise.all(Array.from({ length: 4 }, () => gateway.former()));
  const { body } = await gateway.invite(
    reported,
    people.map(({ candidateId }) => candidateId),
  );
  const ids = body.results.map(({ re_invitation_id: id }) => id ?? '');
  for (const id of ids.slice(0, 3)) await gateway.send(id);
  for (const nth of [0, 1]) await answer(people[nth]?.token ?? '', 'opening.interested', ids[nth] ?? '');
  await answer(people[2]?.token ?? '', 'opening.not_now', ids[2] ?? '', { months: '3' });
  await reply(ids[0] ?? '', 'regret');
  const report = reInvitationReport.parse(await gateway.read(`/v1/reports/re-invitations?position_id=${reported}`));
  expect(report.positions).toMatchObject([
    {
      title: '報告の対象',
      counts: {
        chosen: 4,
        sent: 3,
        interested: 2,
        not_now: 1,
        replied_regret: 1,
        replied_in_time: 1,
        unanswered: 1,
        overdue: 0,
        reapplied: 0,
      },
    },
  ]);
  gateway.clock.now = new Date('2026-11-27T11:00:00+09:00');
  const later = reInvitationReport.parse(await gateway.read(`/v1/reports/re-invitations?position_id=${reported}`));
  expect(later.total.overdue).toBe(1);
  const overdue = reInvitationPage.parse(
    await gateway.read(`/v1/re-invitations?position_id=${reported}&unanswered=overdue`),
  );
  expect(overdue.items.map(({ id, overdue: isOverdue }) => [id, isOverdue])).toEqual([[ids[1], true]]);
  gateway.clock.now = new Date('2026-11-24T11:00:00+09:00');
});
