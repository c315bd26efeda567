import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack);
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '髙橋', givenName: '葵' }) }));
});

const seeRow = (page: Page) => see(page.getByRole('link', { name: /髙橋 葵/ })).toBeVisible();
async function findMember({ email }: TestMember) {
  const members = await Array.fromAsync(company.api.pages('/v1/members'));
  return members.find((member) => member.email === email)?.id ?? '';
}
const decide = async (action: 'hold' | 'release') => {
  const [mail] = await Array.fromAsync(company.api.pages('/v1/mails'));
  const decision = { case_id: mail?.case_id ?? '', kind: mail?.kind ?? 'rejection', action } as const;
  await unwrap(company.api.POST('/v1/mails/decisions', { body: { decisions: [decision] } }));
};

test('a stream that a proxy refused comes back, and what was missed meanwhile is read', async () => {
  const { page, close } = await open(await company.addMember('recruiter'), '/account');
  let refusals = 0;
  await page.route('**/v1/live', async (route) => {
    refusals += 1;
    await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
  });
  await page.goto('/console/mails');
  await seeRow(page);
  await expect.poll(() => refusals, { timeout: 30_000 }).toBeGreaterThan(0);
  await decide('hold');
  await page.unroute('**/v1/live');
  await see(page.getByRole('link', { name: /髙橋 葵.*保留中/ })).toBeVisible();
  await decide('release');
  await see(page.getByRole('link', { name: /髙橋 葵.*承認待ち/ })).toBeVisible();
  await close();
});

test('who signs out in one tab is signed out in all of them, and nothing of where they were stays', async () => {
  const { page, close } = await open(await company.addMember('recruiter'), '/mails?q=%E9%AB%99%E6%A9%8B');
  await seeRow(page);
  const other = await page.context().newPage();
  await other.goto('/console/account');
  await other.getByRole('button', { name: /アカウント/ }).click();
  await other.getByRole('button', { name: 'サインアウト' }).click();
  await see(other.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  const stored = await page.evaluate(() =>
    decodeURIComponent([localStorage, sessionStorage].flatMap((storage) => Object.entries(storage)).join()),
  );
  expect(stored).not.toContain('髙橋');
  await page.goBack();
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await close();
});

test('when somebody else signs in in this browser, no tab goes on for the last person', async () => {
  const elsewhere = await createTestCompany(stack, { name: '株式会社あおば' });
  const stranger = await elsewhere.addMember('viewer', '青葉 見');
  const { page, close } = await open(await company.addMember('recruiter'), '/mails');
  await seeRow(page);
  await page.context().addCookies(stranger.cookies.map((cookie) => ({ ...cookie, url: stack.url })));
  await (await page.context().newPage()).goto('/sign-in');
  await see(page.getByText('株式会社あおば')).toBeVisible();
  await see(page.getByText('髙橋')).toHaveCount(0);
  await close();
});

test('a role that is taken away counts at once in a page that stays open, and so does a removal', async () => {
  const approver = await company.addMember('approver', '承認 次郎');
  const id = await findMember(approver);
  const { page, close } = await open(approver, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await see(page.getByRole('button', { name: '保留', exact: true })).toBeVisible();
  await unwrap(company.api.PATCH('/v1/members/{id}', { params: { path: { id } }, body: { role: 'viewer' } }));
  await see(page.getByRole('button', { name: '保留', exact: true })).toHaveCount(0);
  await see(page.getByRole('heading', { level: 2, name: '髙橋 葵' })).toBeVisible();
  await unwrap(company.api.DELETE('/v1/members/{id}', { params: { path: { id } } }));
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await see(page.getByText('髙橋')).toHaveCount(0);
  await close();
});

test('a text that is being written outlives the session: the person signs in beside it and goes on', async () => {
  const recruiter = await company.addMember('recruiter');
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await page.getByRole('button', { name: '文面を編集' }).click();
  const body = page.getByLabel('本文', { exact: true });
  await body.fill(`${await body.inputValue()}\n\nお話が印象に残りました。`);
  await see(page.frameLocator('iframe[title="候補者に届く内容"]').getByText('お話が印象に残りました。')).toBeVisible();
  await see(page.getByRole('button', { name: '承認せずに保存' })).toBeEnabled();
  await page.context().clearCookies();
  await page.getByRole('button', { name: '承認せずに保存' }).click();
  const asked = page.getByRole('dialog').filter({ hasText: 'サインインの有効期限が切れました' });
  const opening = page.context().waitForEvent('page');
  await asked.getByRole('button', { name: '新しいタブでサインイン' }).click();
  const beside = await opening;
  await see(beside.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await page.context().addCookies(recruiter.cookies.map((cookie) => ({ ...cookie, url: stack.url })));
  await beside.reload();
  await see(body).toHaveValue(/お話が印象に残りました。/);
  await page.getByRole('button', { name: '承認せずに保存' }).click();
  await see(page.getByText('1件の文面を保存しました')).toBeVisible();
  await see(body).toHaveCount(0);
  await close();
});

test('a preview that was refused when the session ended does not keep the text from being saved afterwards', async () => {
  const recruiter = await company.addMember('recruiter');
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await page.getByRole('button', { name: '文面を編集' }).click();
  const body = page.getByLabel('本文', { exact: true });
  await body.waitFor();
  await page.context().clearCookies();
  await body.fill(`${await body.inputValue()}\n\nご縁を大切にいたします。`);
  const asked = page.getByRole('dialog').filter({ hasText: 'サインインの有効期限が切れました' });
  await asked.getByRole('button', { name: 'キャンセル' }).click();
  await see(asked).toHaveCount(0);
  await page.context().addCookies(recruiter.cookies.map((cookie) => ({ ...cookie, url: stack.url })));
  await page.getByRole('button', { name: '承認せずに保存' }).click();
  await see(page.getByText('1件の文面を保存しました')).toBeVisible();
  await see(body).toHaveCount(0);
  await close();
});
