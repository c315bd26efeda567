import { addStaff } from '@goen/cases';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerComplaint, listComplaints } from '../cli/complaints.ts';
import { notifyComplaints } from '../operator/books/notify-complaints.ts';
import { startPageFixture } from '../testing/candidate-page-fixture.ts';
import { startMailServiceProcess } from '../testing/mail-service-process.ts';
import { maxComplaintLength } from './complaints.ts';

let gateway: Awaited<ReturnType<typeof startPageFixture>>;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startPageFixture(), startMailServiceProcess()]);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const complain = (token: string, text: string) => gateway.submit(`/c/${token}?lang=ja`, { action: 'complain', text });
const show = async (token: string) => (await gateway.open(`/c/${token}?lang=ja`)).text();

it('a complaint reaches the operator, whose answer appears on the page, and no company', async () => {
  const person = await gateway.person();
  for (let times = 0; times < 2; times += 1) {
    const answer = await complain(person.token, 'メールが\n多すぎます <b>');
    expect(answer.status).toBe(303);
    expect(await (await gateway.open(answer.headers.get('location') ?? '')).text()).toContain(
      '苦情のお申し出を承りました',
    );
  }
  const listed = await listComplaints(gateway.admin, { all: false });
  expect(listed.split('\n')).toHaveLength(1);
  expect(listed).toContain('メールが 多すぎます <b>');
  const [id = ''] = listed.split('\t');
  expect(await show(person.token)).toContain('回答を準備しています');
  await answerComplaint(gateway.admin, { id, text: '次回から減らします。' });
  expect(await show(person.token)).toContain('次回から減らします。');
  expect(await listComplaints(gateway.admin, { all: false })).toBe('No complaint is waiting for an answer.');
  expect(await listComplaints(gateway.admin, { all: true })).toContain('operator: 次回から減らします。');
  const seen = await (await gateway.request(`/v1/cases/${person.caseId}`)).text();
  expect(seen).not.toMatch(/多すぎます|減らします/);
});

it.each([
  ['blank', ' '],
  ['too long', 'あ'.repeat(maxComplaintLength + 1)],
])('a complaint that is %s is refused', async (_name, text) => {
  expect((await complain((await gateway.person()).token, text)).status).toBe(422);
});

it('the longest complaint fits, a sixth open one is not stored, and an erasure deletes the words', async () => {
  const person = await gateway.person();
  const texts = ['1', '2', '3', '4', '5', '6'].map((digit) => digit.padEnd(maxComplaintLength, 'あ'));
  for (const text of texts) expect((await complain(person.token, text)).status).toBe(303);
  const stored = () =>
    gateway.rows<{ text: string | null }>('select text from complaint where candidate_id = ?', [person.candidateId]);
  expect((await stored()).map(({ text }) => text?.length)).toEqual(Array.from({ length: 5 }, () => maxComplaintLength));
  await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
  expect((await stored()).map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => null));
});

it('the operator’s staff are mailed once that complaints came in, without what they say; until then it shows', async () => {
  await gateway.rows('update complaint set notified_at = now(), text = null');
  const context = { ...gateway.context, mail: mail.address };
  const notified = async () =>
    (
      await gateway.rows<{ notified_at: Date | null }>(
        'select notified_at from complaint where text is not null order by received_at',
      )
    ).map(({ notified_at }) => notified_at !== null);
  const person = await gateway.person();
  await complain(person.token, '返事がありません');
  await expect(notifyComplaints(context)).rejects.toThrow(/no staff/);
  const staff = { email: 'unei@goen.example', name: '運営 花子', locale: 'ja' } as const;
  await addStaff(gateway.admin.orm.em.fork(), staff, context.personHashKey, { kind: 'system', id: null });
  await expect(notifyComplaints(gateway.context)).rejects.toThrow('unavailable');
  expect(await notified()).toEqual([false]);
  expect(await listComplaints(gateway.admin, { all: false })).toContain('nobody was mailed');

  expect(await notifyComplaints(context)).toBe(1);
  expect(await notifyComplaints(context)).toBe(0);
  await complain(person.token, 'まだですか');
  expect(await notifyComplaints(context)).toBe(1);
  expect(await notified()).toEqual([true, true]);
  const mails = await mail.inbox(staff.email);
  expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
    '苦情のお申し出がありました（未回答：1件）',
    '苦情のお申し出がありました（未回答：2件）',
  ]);
  const texts = mails.map(({ text }) => text ?? '').join();
  expect(texts).toContain('/sign-in?lang=ja');
  expect(texts).not.toMatch(/返事が|まだですか|髙橋/);
});
