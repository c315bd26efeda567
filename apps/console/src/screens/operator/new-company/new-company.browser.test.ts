import { randomUUID } from 'node:crypto';
import { listInbox } from '@goen/stack/demo';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

const readMails = (email: string) => listInbox(stack.inboxUrl, email);
const readToken = async (email: string) => {
  const tokens = (await readMails(email)).map(({ text }) => /#token=([\w-]+)/.exec(text)?.[1]);
  return tokens.find((token) => token !== undefined);
};

/** On the sign-in page, by a mailed link, as anybody does. */
async function signIn(page: Page, email: string): Promise<void> {
  const before = await readToken(email);
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByRole('button', { name: 'サインイン用のリンクを送る' }).click();
  await expect.poll(() => readToken(email), { timeout: 30_000 }).not.toBe(before);
  await page.goto('about:blank');
  await page.goto(`/sign-in#token=${await readToken(email)}`);
  await page.getByRole('button', { name: 'サインインする' }).click();
}

test('the operator onboards a company without a shell: from their sign-in to that of its first owner', async () => {
  const slug = `n-${randomUUID().slice(0, 8)}`;
  const email = `owner@${slug}.example.jp`;
  const { page, complaints, close } = await open(null, '/operator');
  await signIn(page, stack.operator.email);
  await see(page.getByRole('heading', { level: 1, name: '会社' })).toBeVisible();
  await page.getByRole('link', { name: '会社を登録' }).click();
  await page.getByRole('button', { name: '登録して招待を送る' }).click();
  await see(page.getByText('入力してください。').first()).toBeVisible();
  await page.getByLabel('会社名（正式名称）').fill('株式会社みなと物流');
  await page.getByLabel('ID', { exact: false }).first().fill('hajime');
  await page.getByLabel('差出人のメールアドレス').fill(`saiyo@${slug}.example.jp`);
  await page.getByLabel('住所').fill('神奈川県横浜市中区1-2-3');
  await page.getByLabel('連絡先').fill(`saiyo@${slug}.example.jp`);
  await page.getByLabel('氏名').fill('港 はるか');
  await page.getByRole('textbox', { name: /^メールアドレス/ }).fill(email);
  await page.getByLabel('ATS 用の API キーも発行する').check();
  await page.getByRole('button', { name: '登録して招待を送る' }).click();
  await see(page.getByText(/この ID は使えません/)).toBeVisible();
  await page.getByLabel('ID', { exact: false }).first().fill(slug);
  await page.getByRole('button', { name: '登録して招待を送る' }).click();

  await see(page.getByText('株式会社みなと物流を登録しました')).toBeVisible();
  await see(page.getByLabel('API キー')).toHaveValue(/^goen_/);
  await page.getByRole('link', { name: '会社の状況を見る' }).click();
  await see(page.getByRole('heading', { level: 2, name: '株式会社みなと物流' })).toBeVisible();
  await see(page.getByText('招待済みで、まだサインインしていません。')).toBeVisible();
  const key = await page.evaluate(() => document.body.innerHTML.includes('goen_'));
  expect(key).toBe(false);
  // The browser reports each answer that refuses: no session yet, and the ID.
  expect(complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);

  const owner = await open(null, '/');
  const readInvitation = async () => (await readMails(email)).some(({ text }) => text.includes('みなと物流'));
  await expect.poll(readInvitation, { timeout: 30_000 }).toBe(true);
  const [invitation] = await readMails(email);
  const address = /https?:\/\/\S+\/sign-in\S*/.exec(invitation?.text ?? '')?.[0] ?? '';
  await owner.page.goto(address);
  await signIn(owner.page, email);
  // As long as something is left to set up, it begins with that; and then with the day.
  await see(owner.page.getByRole('heading', { level: 1, name: 'はじめに' })).toBeVisible();
  await see(owner.page.getByText('株式会社みなと物流').first()).toBeVisible();
  await owner.page.goto('/console/');
  await see(owner.page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await owner.close();

  await page.reload();
  await see(page.getByText('招待済みで、まだサインインしていません。')).toHaveCount(0);
  await close();
});

test.each(forms)('the form is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/new-company', look);
  await opened.page.getByRole('button', { name: /登録して招待を送る|Add and send/ }).click();
  await see(opened.page.getByRole('alert')).toBeVisible();
  await opened.picture(`operator-new-company-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
