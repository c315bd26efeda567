import { mailDecisionResults, previewV1, queuedMailPage } from '@goen/contracts/public';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { type ReInvitationGateway, startReInvitationFixture, whatIsNew } from '../../testing/re-invitation-fixture.ts';

let gateway: ReInvitationGateway;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
let positionId: string;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startReInvitationFixture(), startMailServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen' }, {});
  positionId = await gateway.position();
  await gateway.rows(`update company set settings = settings || '{"approval": "required"}'`);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

let person: Awaited<ReturnType<ReInvitationGateway['former']>>;
let id: string;
/** A former candidate whom a recruiter chose. */
beforeEach(async () => {
  person = await gateway.former();
  const { body } = await gateway.invite(positionId, [person.candidateId]);
  id = body.results[0]?.re_invitation_id ?? '';
});

const request = (path: string, body?: unknown, key = gateway.hinode.key) =>
  Promise.resolve(
    app.request(path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const findQueued = async () => {
  const { items } = queuedMailPage.parse(await (await request('/v1/mails?limit=200')).json());
  return items.find((item) => item.case_id === person.caseId && item.kind === 're_invitation');
};
const decide = async (action: string, more: object = {}, key?: string) => {
  const decision = { case_id: person.caseId, kind: 're_invitation', action, ...more };
  const answer = await request('/v1/mails/decisions', { decisions: [decision] }, key);
  return mailDecisionResults.parse(await answer.json()).results[0];
};
const preview = (candidateId: string, more = '') =>
  request(`/v1/positions/${positionId}/invitation-preview?candidate_id=${candidateId}${more}`);

test('a re-invitation waits for an approval, which is for the rendered mail and wakes it once', async () => {
  expect(await findQueued()).toMatchObject({
    approval: 'awaiting',
    waiting_for: 'approval',
    jobs: ['シニアエンジニア'],
  });
  const before = await gateway.wakes(id);
  expect([await decide('approve'), await decide('approve')]).toMatchObject([
    { status: 200, changed: true, state: 'approved' },
    { status: 200, changed: false, state: 'approved' },
  ]);
  expect(await gateway.wakes(id)).toBe(before + 1);
  expect((await gateway.factsOf(id)).find(({ kind }) => kind === 'mail.approved')?.data).toMatchObject({
    mail: 're_invitation',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(await findQueued()).toMatchObject({ approval: 'approved', waiting_for: null });
});

test('it can be edited with the approval, held, released and cancelled', async () => {
  expect(await decide('approve', { wording: { subject: 'x', body: 'no variables' } })).toMatchObject({ status: 422 });
  const body = '{{addressee}} {{jobs}}\n\n{{positions}}\n\n{{whatIsNew}}\n\n[ページ]({{pageUrl}})';
  const unread = { wording: { subject: 'ご案内', body }, digest: 'another' };
  expect(await decide('approve', unread)).toMatchObject({ problem: { code: 'mail_changed' } });
  expect(await decide('approve', { wording: { subject: 'ご案内', body } })).toMatchObject({ changed: true });
  expect(await findQueued()).toMatchObject({ edited: true, approval: 'approved' });
  expect(await decide('hold')).toMatchObject({ state: 'held', sends_at: null });
  expect(await decide('release')).toMatchObject({ state: 'approved', changed: true });
  expect([await decide('cancel'), await decide('cancel')]).toMatchObject([
    { state: 'cancelled', changed: true },
    { state: 'cancelled', changed: false },
  ]);
});

test('with four eyes, neither the inviter nor the last editor approves', async () => {
  await gateway.rows(`update company set settings = settings || '{"fourEyes": true}'`);
  const scopes = ['mail:write', 'mail:approve', 'positions:write'] as const;
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'other', scopes: [...scopes] });
  expect(await decide('approve')).toMatchObject({ status: 403, problem: { code: 'four_eyes' } });
  const body = '{{addressee}} {{jobs}}\n\n{{positions}}\n\n{{whatIsNew}}\n\n[ページ]({{pageUrl}})';
  const wording = { subject: 'ご案内', body };
  expect(await decide('approve', { wording }, key)).toMatchObject({ status: 403, problem: { code: 'four_eyes' } });
  expect(await decide('edit', { wording }, key)).toMatchObject({ changed: true, state: 'awaiting' });
  expect(await decide('approve', {}, key)).toMatchObject({ status: 403, problem: { code: 'four_eyes' } });
  expect(await decide('approve')).toMatchObject({ changed: true, state: 'approved' });
  await gateway.rows(`update company set settings = settings || '{"fourEyes": false}'`);
});

test('the queue is read for one candidate', async () => {
  const read = async (query: string) =>
    queuedMailPage
      .parse(await (await request(`/v1/mails?${query}`)).json())
      .items.map(({ kind, case_id: of }) => [of, kind]);
  expect(await read(`candidate_id=${person.candidateId}`)).toContainEqual([person.caseId, 're_invitation']);
  const others = (await read(`candidate_id=${person.candidateId}`)).filter(([of]) => of !== person.caseId);
  expect([others, await read(`candidate_id=${person.candidateId}&q=nobody`)]).toEqual([[], []]);
});

test('another company, and a mail that is not next, are refused', async () => {
  expect(await decide('approve', {}, gateway.aoba.key)).toMatchObject({ status: 404 });
  expect(await decide('approve', { kind: 're_invitation_reminder' })).toMatchObject({ status: 409 });
});

test('the preview shows the mail as one former candidate would get it, and stores nothing', async () => {
  const other = await gateway.former();
  const counts = () => gateway.rows('select (select count(*) from re_invitation) n, (select count(*) from outbox) m');
  const before = await counts();
  const news = encodeURIComponent('新しい拠点ができました。');
  const shown = previewV1.parse(await (await preview(other.candidateId, `&what_is_new=${news}`)).json());
  expect(shown.text).toContain('新しい拠点ができました。');
  expect(shown.text).toContain('シニアエンジニア');
  expect(shown.text).toContain('http://gateway.test/c/preview');
  expect(shown.text).not.toContain(whatIsNew);
  expect(await counts()).toEqual(before);
});

test('a preview needs words about what is new, an open position, and a candidate of the company', async () => {
  expect(await (await preview(person.candidateId)).json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/what_is_new', code: 'missing' }],
  });
  expect((await preview('00000000-0000-4000-8000-000000000000', '&what_is_new=x')).status).toBe(404);
  const query = `candidate_id=${person.candidateId}&what_is_new=x`;
  const path = `/v1/positions/${positionId}/invitation-preview?${query}`;
  expect((await request(path, undefined, gateway.aoba.key)).status).toBe(404);
});

test('a text that is not saved is previewed for one person, in either language, with its faults by place', async () => {
  const other = await gateway.former();
  const draft = (more: object, key?: string) =>
    request(`/v1/positions/${positionId}/invitation-preview`, { candidate_id: other.candidateId, ...more }, key);
  const news = { what_is_new: '新しい拠点ができました。' };
  const body = '{{addressee}}\n\n独自の本文です。{{jobs}}\n\n{{whatIsNew}}\n\n{{positions}}\n\n[見る]({{pageUrl}})';
  const wording = { subject: '{{position}}のご案内', body };
  const shown = previewV1.parse(await (await draft({ ...news, wording })).json());
  expect([shown.subject, shown.text, shown.wording]).toEqual([
    'シニアエンジニアのご案内',
    expect.stringMatching(/独自の本文です。[\s\S]*新しい拠点ができました。/),
    wording,
  ]);
  const english = previewV1.parse(await (await draft({ ...news, locale: 'en' })).json());
  expect(english.text).toContain('Dear');
  const faulty = await draft({ ...news, wording: { ...wording, body: `${body}\n{{nobody}}` } });
  expect(await faulty.json()).toMatchObject({
    status: 422,
    errors: [{ code: 'unknown_variable', line: 10, column: 1 }],
  });
  expect((await draft(news, gateway.aoba.key)).status).toBe(404);
});

test('the answer to an interest is previewed with its own wording or another one, and nothing is stored', async () => {
  await gateway.send(id);
  await gateway.submit(`/c/${person.token}?lang=ja`, { action: 'opening.interested', opening: id });
  const answer = (body: object, key?: string) => request(`/v1/re-invitations/${id}/reply-preview`, body, key);
  const talk = previewV1.parse(await (await answer({ reply: 'talk' })).json());
  const wording = {
    subject: 'お話ししましょう',
    body: '{{addressee}}\n\n{{position}}の件で、来週のご都合はいかがですか。',
  };
  const own = previewV1.parse(await (await answer({ reply: 'talk', wording })).json());
  expect([talk.subject === own.subject, own.text]).toEqual([false, expect.stringContaining('来週のご都合')]);
  expect(talk.wording?.body).toContain('{{addressee}}');
  expect(await (await request(`/v1/re-invitations/${id}`)).json()).toMatchObject({ state: 'interested', reply: null });
  expect((await answer({ reply: 'talk' }, gateway.aoba.key)).status).toBe(404);
});
