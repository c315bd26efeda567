import { randomUUID } from 'node:crypto';
import { withCompany, withRelay } from '@goen/case-store';
import { emitEvent } from '@goen/webhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askForCorrection } from '../../candidate-page/corrections.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { changeNotifications, readNotifications } from './notification-settings.ts';
import { sendCompanyNews } from './send-news.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

let member: { memberId: string; companyId: string; email: string };
beforeEach(async () => {
  await gateway.rows('update member set removed_at = now(), email = null, email_hash = null');
  member = await addMember('recruiter');
});

async function addMember(role: string) {
  const [id, email] = [randomUUID(), `${randomUUID()}@hinode.example.jp`];
  await gateway.rows(
    `insert into member (id, company_id, role, email, email_hash, name, locale, created_at)
     values (?, ?, ?, ?, ?, '採用 太郎', 'ja', now())`,
    [id, gateway.hinode.id, role, email, email],
  );
  return { memberId: id, companyId: gateway.hinode.id, email };
}

const send = () => sendCompanyNews({ ...gateway.context, mail: mail.address }, gateway.hinode.id);
const ids = () => ({ introduction_id: randomUUID(), position_id: randomUUID() });
/** What happened counts once it is a minute old; `minutes` ago. */
const settle = (minutes = 2) =>
  gateway.rows('update company_news set created_at = now() - make_interval(mins => ?)', [minutes]);
const rewind = (hours: number) =>
  gateway.rows(
    `update member_notification set told_at_once_until = now() - make_interval(hours => ?),
       told_daily_until = now() - make_interval(hours => ?)`,
    [hours, hours],
  );
const inboxOf = async ({ email }: { email: string }) => (await mail.inbox(email)).map(({ text }) => text ?? '');
const accept = () => withRelay(gateway.orm, (em) => emitEvent(em, gateway.hinode.id, 'introduction.accepted', ids()));

test('a recruiter hears of an acceptance at once, in one mail and once', async () => {
  await send();
  await rewind(1);
  await accept();
  await accept();
  expect(await send()).toBe(0);
  await settle();
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  const [text, ...others] = await inboxOf(member);
  expect(others).toEqual([]);
  expect(text).toContain('候補者による紹介の承諾：2件');
  expect(text).not.toMatch(/関心|お届けできなかった/);
});

test('daily news wait for nine o’clock, and come as one mail', async () => {
  await changeNotifications(
    gateway.context,
    member,
    { acceptances: 'daily', interests: 'daily', failures: 'daily', corrections: 'daily' },
    { kind: 'member', id: member.memberId },
  );
  await accept();
  await settle();
  await gateway.rows('update member_notification set told_daily_until = now()');
  expect(await send()).toBe(0);
  await settle(26 * 60);
  await rewind(50);
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(await inboxOf(member)).toHaveLength(1);
});

test('nobody hears of what they switched off, and another company of nothing', async () => {
  const off = { acceptances: 'off', interests: 'off', failures: 'off', corrections: 'off' } as const;
  expect(await readNotifications(gateway.context, member)).toMatchObject({ acceptances: 'at_once', failures: 'daily' });
  await changeNotifications(gateway.context, member, off, { kind: 'member', id: member.memberId });
  expect(await readNotifications(gateway.context, member)).toEqual(off);
  expect(await gateway.listAudit(member.memberId)).toContain('notifications.changed');
  await rewind(50);
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    emitEvent(em, gateway.hinode.id, 'message.failed', {
      message_id: randomUUID(),
      mail: 'rejection',
      case_id: randomUUID(),
      candidate_id: randomUUID(),
    }),
  );
  await settle(60);
  expect(await send()).toBe(0);
  expect(await inboxOf(member)).toEqual([]);
});

test('an owner chooses for a colleague, with the change in the audit log, and for nobody of another company', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const path = `/v1/members/${member.memberId}/notifications`;
  const wanted = { acceptances: 'off', interests: 'daily', failures: 'off', corrections: 'at_once' };
  expect((await browser.put(path, wanted)).status).toBe(200);
  expect(await (await browser.get(path)).json()).toEqual(wanted);
  expect(await readNotifications(gateway.context, member)).toEqual(wanted);
  expect(await gateway.listAudit(member.memberId)).toContain('notifications.changed');
  const { browser: other } = await gateway.member(gateway.aoba.id, 'owner');
  expect([(await other.get(path)).status, (await other.put(path, wanted)).status]).toEqual([404, 404]);
});

test('recruiters hear at once that a candidate asked for a correction', async () => {
  await send();
  await rewind(1);
  const { case_id: caseId } = (await (await gateway.post('/v1/rejections', aReport())).json()) as { case_id: string };
  const [{ id } = { id: '' }] = await gateway.rows<{ id: string }>(
    'select candidate_id as id from follow_up_case where id = ?',
    [caseId],
  );
  const link = { companyId: gateway.hinode.id, candidateId: id, caseId };
  for (const text of ['氏名の漢字が違います。', '氏名の漢字が違います。']) {
    await askForCorrection(gateway.orm, link, text, new Date());
  }
  await settle();
  expect(await send()).toBe(1);
  expect((await inboxOf(member))[0]).toContain('登録内容の訂正のご依頼：1件');
});

test('a key has no settings', async () => {
  expect((await gateway.request('/v1/me/notifications')).status).toBe(404);
});
