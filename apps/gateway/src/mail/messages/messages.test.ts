import { randomUUID } from 'node:crypto';
import { toMailKey } from '@goen/case-domain';
import type { MessageRequest } from '@goen/contracts/internal';
import { messageDetail, messagePage, type RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../../start-gateway.ts';
import { aReport, type GatewayFixture, settings, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { maskLinks } from './mask-links.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayFixture['app'];
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen' }, {});
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const get = (path: string, key = gateway.hinode.key) =>
  Promise.resolve(app.request(`/v1/messages${path}`, { headers: { authorization: `Bearer ${key}` } }));
const list = async (query = '', key?: string) => messagePage.parse(await (await get(query, key)).json());

/** A rejected candidate, and a mail to them as the worker hands it over. */
async function handOver(change: Partial<MessageRequest> = {}) {
  const email = `${randomUUID()}@example.jp`;
  const report = aReport({ candidate: { emails: [{ value: email, type: 'personal' }] } });
  const accepted = (await (await gateway.post('/v1/rejections', report)).json()) as RejectionAccepted;
  const token = 'a-token-that-decides-for-the-candidate';
  const request: MessageRequest = {
    key: toMailKey(accepted.case_id, 1),
    company: gateway.hinode.id,
    kind: 'rejection_relay',
    provider: 'resend',
    to: { email, familyName: '髙橋', fullName: '髙橋 由紀' },
    locale: 'ja',
    sender: settings.sender,
    basis: { kind: 'address_notified' },
    date: '2026-11-24',
    variables: {
      jobNames: ['エンジニア'],
      stage: 'interview',
      pageUrl: `http://gateway.test/c/${token}`,
      unsubscribeUrl: `http://gateway.test/u/${token}`,
      positions: [],
    },
    rejectionIds: [accepted.rejection_id],
    ...change,
  };
  const answer = await fetch(`${mail.address.url}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mail.address.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const { id } = (await answer.json()) as { id: string };
  return { ...accepted, email, token, id, status: answer.status };
}

test('a mail is shown as it was sent, with its states and its approval, and its links decide nothing', async () => {
  const { id, case_id: caseId, rejection_id: rejectionId, email, token } = await handOver();
  const approved = {
    mail: 'rejection_relay',
    rejectionIds: [rejectionId],
    by: '採用 太郎',
    at: '2026-11-24T01:00:00Z',
  };
  await gateway.rows(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     select company_id, id, candidate_id, 'mail.approved', now(), ?::jsonb from follow_up_case where id = ?`,
    [JSON.stringify({ ...approved, editId: null }), caseId],
  );
  const shown = messageDetail.parse(await (await get(`/${id}`)).json());
  expect(shown).toMatchObject({
    id,
    kind: 'rejection_relay',
    case_id: caseId,
    candidate_id: expect.any(String),
    name: '髙橋 由紀',
    state: 'sent',
    test: false,
    wording_version: expect.stringMatching(/^builtin:rejection_relay:ja/),
    history: [{ state: 'queued' }, { state: 'sent' }],
    approved: { by: { kind: 'member', name: '採用 太郎' }, at: '2026-11-24T01:00:00.000Z' },
    content: { to: email, reply_to: null, subject: expect.stringContaining('選考結果'), text: expect.any(String) },
  });
  expect(JSON.stringify(shown)).not.toContain(token);
  expect(shown.content?.text).toContain('http://gateway.test/c/preview');

  const page = await get(`/${id}/html`);
  const html = await page.text();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(
    /^sandbox; default-src 'none'; style-src 'unsafe-inline'/,
  );
  expect(html).toContain('髙橋様');
  expect(html).not.toContain(token);
  expect(html).toContain('http://gateway.test/u/preview');
});

test('a company sees only its own mails', async () => {
  const { id } = await handOver();
  for (const path of [`/${id}`, `/${id}/html`]) expect((await get(path, gateway.aoba.key)).status).toBe(404);
  expect((await list('', gateway.aoba.key)).items).toEqual([]);
  const [mailOf] = (await list()).items;
  expect((await list(`?candidate_id=${mailOf?.candidate_id}`)).items).toHaveLength(1);
  expect((await list(`?candidate_id=${mailOf?.candidate_id}&q=${encodeURIComponent('髙橋 由紀')}`)).items).toHaveLength(
    1,
  );
  expect((await list(`?q=${encodeURIComponent('高橋')}`)).items.length).toBeGreaterThan(0);
  expect((await list(`?q=${encodeURIComponent('加藤')}`)).items).toEqual([]);
  expect((await list(`?q=${encodeURIComponent('高橋')}`, gateway.aoba.key)).items).toEqual([]);
  expect((await list(`?candidate_id=${mailOf?.candidate_id}`, gateway.aoba.key)).items).toEqual([]);
});

test('the list is filtered by candidate, kind, state and date, and says why a mail has not left', async () => {
  const sent = await handOver();
  const waiting = await handOver({ provider: 'sendgrid' });
  expect(waiting.status).toBe(503);
  const { items } = await list();
  const [newest] = items;
  expect(newest).toMatchObject({
    case_id: waiting.case_id,
    state: 'queued',
    waiting: { reason: 'provider_not_configured' },
    sent_at: null,
  });
  const mailOf = items.find(({ id }) => id === sent.id);
  const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);
  expect(await ids(`?candidate_id=${mailOf?.candidate_id}`)).toEqual([sent.id]);
  expect(await ids('?state=queued')).toEqual([newest?.id]);
  expect(await ids('?kind=keeping_notice')).toEqual([]);
  expect(await ids('?before=2026-01-01')).toEqual([]);
  expect(await ids('?from=2026-01-01&limit=1')).toEqual([newest?.id]);
  expect((await get('?cursor=x')).status).toBe(400);
});

test.each([
  ['見る: https://goen.example/c/AbC-1_x.y', '見る: https://goen.example/c/preview'],
  ['<a href="https://goen.example/base/u/abc?x=1">', '<a href="https://goen.example/base/u/preview?x=1">'],
  ['https://goen.example/r/confirm/abc?lang=ja', 'https://goen.example/r/confirm/preview?lang=ja'],
  ['https://midori.example/careers/abc', 'https://midori.example/careers/abc'],
])('a token is masked in %s', (content, masked) => expect(maskLinks(content)).toBe(masked));
