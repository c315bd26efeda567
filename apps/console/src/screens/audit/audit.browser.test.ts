import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;
let owner: TestMember;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(stack);
  owner = await company.addMember('owner', '山本 長');
  recruiter = await company.addMember('recruiter', '佐藤 花子');
});

/** As a member, whose name the log has. */
async function callAs({ cookies }: TestMember, method: string, path: string, body?: object): Promise<object> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: stack.url, 'content-type': 'application/json' };
  const answer = await fetch(stack.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 200 ? ((await answer.json()) as object) : {};
}

test('the audit log says who did what, finds it by filters, leads to it and is saved as a file', async () => {
  const invitee = { email: 'sho@hinode.example.jp', name: '渡辺 翔', role: 'viewer', locale: 'ja' } as const;
  const { id } = await unwrap(company.api.POST('/v1/members', { body: invitee }));
  await callAs(owner, 'POST', `/v1/members/${id}/invitation`);
  const chosen = await callAs(recruiter, 'GET', '/v1/me/notifications');
  await callAs(recruiter, 'PUT', '/v1/me/notifications', { ...chosen, failures: 'off' });
  const { case_id: caseId } = await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
  const { items } = await unwrap(company.api.GET('/v1/mails'));
  const kind = items.find((mail) => mail.case_id === caseId)?.kind ?? 'rejection';
  const hold = { case_id: caseId, kind, action: 'hold' } as const;
  const { results } = await unwrap(company.api.POST('/v1/mails/decisions', { body: { decisions: [hold] } }));
  expect(results).toMatchObject([{ status: 200 }]);
  const { page, complaints, close } = await open(owner, '/settings/audit');
  const list = page.getByRole('list', { name: '監査ログ' });
  const invited = list.getByRole('listitem').filter({ hasText: 'メンバーを再び招待' });
  await see(invited).toContainText('山本 長');
  await page.getByRole('combobox', { name: '対象' }).click();
  await page.getByRole('option', { name: '通知の設定' }).click();
  await see(page).toHaveURL(/about=notifications/);
  await see(list.getByRole('listitem')).toHaveCount(1);
  await see(list.getByRole('listitem')).toContainText('佐藤 花子');
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await page.getByRole('combobox', { name: '操作した方' }).click();
  await page.getByRole('option', { name: '山本 長' }).click();
  await see(invited).toBeVisible();
  await see(list.getByRole('listitem').filter({ hasText: '通知の設定' })).toHaveCount(0);
  await page.reload();
  await see(invited).toBeVisible();

  const href = (await page.getByRole('link', { name: 'CSV で保存' }).getAttribute('href')) ?? '';
  const file = await page.request.get(href);
  expect([file.status(), await file.text()]).toEqual([200, expect.stringContaining('member.invited_again')]);
  expect(await file.text()).not.toContain('notifications.changed');

  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await list
    .getByRole('listitem')
    .filter({ hasText: 'メールを保留' })
    .getByRole('button', { name: '候補者を開く' })
    .click();
  await see(page.getByRole('heading', { level: 1, name: /髙橋 由紀/ })).toBeVisible();
  await page.goBack();
  await invited.getByText('詳細').click();
  await see(invited.getByText(/"seq"/)).toBeVisible();
  await invited.getByRole('link', { name: '開く' }).click();
  await see(page).toHaveURL(/settings\/members/);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('the audit log is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/settings/audit', look);
  await opened.page
    .getByRole('list', { name: /監査ログ|Audit log/ })
    .getByRole('listitem')
    .first()
    .waitFor();
  await opened.picture(`settings-audit-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
