import { Introduction, withCompany, withRelay } from '@goen/case-store';
import { mailDecisionResults, queuedMailPage } from '@goen/contracts/public';
import type { IntroductionFactKind } from '@goen/contracts/workflow';
import { appendIntroductionFact } from '@goen/relay';
import { seedFacts } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeSettings } from '../../cli/companies.ts';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { someday } from '../../testing/gateway-fixture.ts';
import { startIntroductionFixture } from '../../testing/introduction-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { checkApprovals } from './check-approvals.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startIntroductionFixture(), startMailServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen' }, {});
  await gateway.rows(
    `insert into operator_licence (id, number, kind, expires_on, created_at)
     values (gen_random_uuid(), '13-ユ-1', '有料職業紹介事業', '2030-01-01', now())`,
  );
  await gateway.rows(`update company set settings = settings || '{"approval": "required"}'`);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

let caseId: string;
let introductionId: string;
/** A candidate who is about to be asked. */
beforeEach(async () => {
  await gateway.rows("update follow_up_case set state = 'closed', next_mail = null");
  await gateway.rows("update introduction set state = 'closed', ended = 'no_answer'");
  const person = await gateway.person();
  caseId = person.caseId;
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    seedFacts(
      em,
      { id: caseId, companyId: gateway.hinode.id, candidateId: person.candidateId },
      { kind: 'referral.made', at: someday, data: { n: 1, entryId: 'e' } },
    ),
  );
  introductionId = await gateway.introduction(person, 'matched');
  await withRelay(gateway.orm, async (em) => {
    const row = await em.findOneOrFail(Introduction, { id: introductionId });
    await appendIntroductionFact(em, row, { kind: 'credit.held', at: someday, data: {} });
    Object.assign(row, { nextStep: 'approval', nextStepAt: someday });
    await em.flush();
  });
});

const call = (path: string, body?: unknown, key = gateway.hinode.key) =>
  Promise.resolve(
    app.request(`/v1/mails${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const list = async (query = '', key?: string) => {
  const { items } = queuedMailPage.parse(await (await call(query, undefined, key)).json());
  return items.filter(({ kind }) => kind === 'introduction_request');
};
const decide = async (action: string, more: object = {}, key?: string) => {
  const decision = { case_id: caseId, kind: 'introduction_request', action, ...more };
  const answer = await call('/decisions', { decisions: [decision] }, key);
  return mailDecisionResults.parse(await answer.json()).results[0];
};
const readLast = async (kind: IntroductionFactKind) =>
  (await gateway.factsOf(introductionId)).findLast((fact) => fact.kind === kind)?.data;

test('a request for an introduction is in the queue of the referring company only, and waits', async () => {
  expect(await list()).toMatchObject([
    { case_id: caseId, approval: 'awaiting', rejection_ids: [], jobs: ['決済エンジニア'] },
  ]);
  expect([await list('?state=awaiting'), await list('?state=approved')]).toMatchObject([[{}], []]);
  expect(await list('?kind=introduction_reminder')).toEqual([]);
  expect(await list('', gateway.aoba.key)).toEqual([]);
});

test('an approval is for the rendered mail, is known when repeated, and wakes the introduction', async () => {
  const before = await gateway.wakes(introductionId);
  expect([await decide('approve'), await decide('approve')]).toMatchObject([
    { status: 200, changed: true, state: 'approved' },
    { status: 200, changed: false, state: 'approved' },
  ]);
  expect(await gateway.wakes(introductionId)).toBe(before + 1);
  expect(await gateway.listAudit(caseId)).toEqual(['mail.approved']);
  expect(await readLast('mail.approved')).toMatchObject({
    by: `key:${gateway.hinode.actor.id}`,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const [queued] = await list('?state=approved');
  expect((await decide('approve'))?.status === 200 && queued).toMatchObject({ decided_by: gateway.hinode.actor });
  expect(await decide('approve')).toMatchObject({ sends_at: queued?.sends_at });
});

test('an edit is checked and approved with the mail', async () => {
  expect(await decide('approve', { wording: { subject: 'x', body: 'no variables' } })).toMatchObject({ status: 422 });
  const body = '{{addressee}} {{receiver}} {{position}}\n\n{{conditions}}\n\n[ページ]({{pageUrl}})';
  const unread = { wording: { subject: 'ご紹介', body }, digest: 'another' };
  expect(await decide('approve', unread)).toMatchObject({ problem: { code: 'mail_changed' } });
  expect(await decide('approve', { wording: { subject: 'ご紹介', body } })).toMatchObject({ changed: true });
  expect(await list()).toMatchObject([{ edited: true, approval: 'approved' }]);
});

test('with four eyes, an editor needs another person', async () => {
  await gateway.rows(`update company set settings = settings || '{"fourEyes": true}'`);
  const { key } = await createKey(gateway.admin, {
    company: 'hinode',
    name: 'x',
    scopes: ['mail:write', 'mail:approve'],
  });
  const body = '{{addressee}} {{receiver}} {{position}}\n\n{{conditions}}\n\n[ページ]({{pageUrl}})';
  const wording = { subject: 'ご紹介', body };
  const refused = { status: 403, problem: { code: 'four_eyes' } };
  expect(await decide('approve', { wording })).toMatchObject(refused);
  expect(await decide('edit', { wording })).toMatchObject({ changed: true, state: 'awaiting' });
  expect(await list()).toMatchObject([{ edited: true, approval: 'awaiting' }]);
  expect(await decide('approve')).toMatchObject(refused);
  expect(await decide('approve', {}, key)).toMatchObject({ changed: true, state: 'approved' });
  await gateway.rows(`update company set settings = settings || '{"fourEyes": false}'`);
});

test('a request can be held, released and cancelled', async () => {
  expect(await decide('hold')).toMatchObject({ state: 'held', sends_at: null });
  expect(await list()).toMatchObject([{ approval: 'held', sends_at: null }]);
  expect(await decide('release')).toMatchObject({ state: 'awaiting', changed: true });
  expect([await decide('cancel'), await decide('cancel')]).toMatchObject([
    { state: 'cancelled', changed: true },
    { state: 'cancelled', changed: false },
  ]);
  expect(await list()).toEqual([]);
});

test('another company, and a mail that is not next, are refused', async () => {
  expect(await decide('approve', {}, gateway.aoba.key)).toMatchObject({ status: 404 });
  expect(await decide('approve', { kind: 'introduction_reminder' })).toMatchObject({ status: 409 });
});

test('an approved request whose candidate or sender changed needs a new approval', async () => {
  await decide('approve');
  expect(await list()).toMatchObject([{ approval: 'approved' }]);
  await gateway.rows(
    `update candidate set email = 'betsu@example.jp' where id = (select candidate_id from introduction where id = ?)`,
    [introductionId],
  );
  expect(await list()).toMatchObject([{ approval: 'approved' }]);
  await checkApprovals({ ...gateway.context, mail: mail.address }, gateway.hinode.id);
  expect(await list('?state=awaiting')).toMatchObject([{ approval: 'awaiting' }]);
  expect(await list('?state=approved')).toEqual([]);
  const before = await gateway.wakes(introductionId);
  expect(await decide('approve')).toMatchObject({ changed: true, state: 'approved' });
  expect(await list()).toMatchObject([{ approval: 'approved' }]);
  expect(await gateway.wakes(introductionId)).toBe(before + 1);
});

test('the preview shows the request, with an approved edit, and by its kind', async () => {
  const read = async (query = '') => {
    const answer = await call(`/${caseId}/preview${query}`);
    return { status: answer.status, text: await answer.text() };
  };
  expect(await read('?as=text&kind=introduction_request')).toMatchObject({
    status: 200,
    text: expect.stringContaining('決済エンジニア'),
  });
  expect((await read('?as=text')).text).toContain('決済エンジニア');
  expect(await read('?kind=introduction_reminder')).toMatchObject({ status: 404 });
  const body = '{{addressee}} {{receiver}} 特別な文面 {{position}}\n\n{{conditions}}\n\n[ページ]({{pageUrl}})';
  await decide('approve', { wording: { subject: 'ご紹介', body } });
  expect((await read('?kind=introduction_request')).text).toContain('特別な文面');
  expect((await call(`/${caseId}/preview`, undefined, gateway.aoba.key)).status).toBe(404);
});

test('a changed approval setting wakes introductions that wait for it, other settings do not', async () => {
  const before = await gateway.wakes(introductionId);
  const change = (settings: Readonly<Record<string, unknown>>) =>
    changeSettings(gateway.admin, gateway.hinode.slug, settings);
  await change({ locale: 'ja' });
  expect(await gateway.wakes(introductionId)).toBe(before);
  for (const [index, approval] of ['automatic', 'required'].entries()) {
    await change({ approval });
    expect(await gateway.wakes(introductionId)).toBe(before + index + 1);
  }
});
