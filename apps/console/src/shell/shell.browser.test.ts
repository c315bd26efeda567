import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
});

/** The secret of the newest sign-in link to an address. */
async function readLinkToken(email: string): Promise<string | undefined> {
  const answer = await fetch(`${inject('stack').inboxUrl}/inbox.json?to=${encodeURIComponent(email)}&limit=1`);
  const [mail] = (await answer.json()) as { text: string }[];
  return /#token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
}

test('who is not signed in signs in by a mailed link and is back where they wanted to be', async () => {
  const { page, close } = await open(null, '/mails?state=held');
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  const before = await readLinkToken(recruiter.email);
  await page.getByLabel('メールアドレス').fill(recruiter.email);
  await page.getByRole('button', { name: 'サインイン用のリンクを送る' }).click();
  await expect.poll(() => readLinkToken(recruiter.email), { timeout: 30_000 }).not.toBe(before);
  await page.goto('about:blank');
  await page.goto(`/sign-in#token=${await readLinkToken(recruiter.email)}`);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await see(page).toHaveURL(/\/console\/mails\?state=held$/);
  await see(page.getByRole('heading', { level: 1, name: '送信待ちメール' })).toBeVisible();
  await close();
});

test('a session that ended leads to the sign-in page', async () => {
  const { page, settle, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await settle();
  await page.context().clearCookies();
  await page.getByRole('tab', { name: /^明日/ }).click();
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await close();
});

test('keys: the sheet, the palette, and nothing while Japanese is composed', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await page.evaluate(() => {
    const init = { key: 'j', bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, keyCode: 229 }));
  });
  await page.keyboard.press('?');
  await see(page.getByRole('dialog').getByText('次のメール')).toBeVisible();
  // The sheet is open: keys belong to it.
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await see(page.getByRole('dialog')).toHaveCount(0);
  await see(page.getByText('一覧からメールを選んでください')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('画面や操作の名前を入力').fill('次のメール');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 2, name: '髙橋 由紀' })).toBeVisible();
  await close();
});

test('language and colours are chosen once', async () => {
  const { page, complaints, close } = await open(recruiter, '/mails');
  await page.getByRole('button', { name: /アカウント/ }).click();
  await page.getByText('English').click();
  await see(page.getByRole('heading', { level: 1, name: 'Mail queue' })).toBeVisible();
  await page.getByText('Dark', { exact: true }).click();
  await page.reload();
  await see(page.getByRole('heading', { level: 1, name: 'Mail queue' })).toBeVisible();
  const root = page.locator('html');
  await see(root).toHaveAttribute('lang', 'en');
  await see(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(complaints).toEqual([]);
  await close();
});

test('a lost connection is a banner that goes by itself', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.getByText('サーバーに接続できません')).toBeVisible();
  await page.context().setOffline(false);
  await see(page.getByText('サーバーに接続できません')).toHaveCount(0);
  await see(page.getByRole('heading', { level: 2, name: '髙橋 由紀' })).toBeVisible();
  await close();
});

test('two people see each other’s decisions', async () => {
  const approver = await company.addMember('approver', '承認 次郎');
  const [one, other] = await Promise.all([open(recruiter, '/mails'), open(approver, '/mails')]);
  await other.page.getByRole('link', { name: /髙橋 由紀.*承認待ち/ }).waitFor();
  await one.page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await one.page.getByRole('button', { name: '承認して次へ' }).click();
  await see(other.page.getByRole('link', { name: /髙橋 由紀.*承認済み/ })).toBeVisible();
  await Promise.all([one.close(), other.close()]);
});

test('an address that leads nowhere says so', async () => {
  const { page, close } = await open(recruiter, '/nowhere');
  await see(page.getByRole('heading', { name: 'ページが見つかりません' })).toBeVisible();
  await close();
});

test.each(forms)('menus and the sheet of shortcuts are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, '/mails', look);
  const { page } = opened;
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await page.getByRole('button', { name: /アカウント|Account/ }).click();
  await page.getByRole('button', { name: /サインアウト|Sign out/ }).waitFor();
  await opened.picture(`menu-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await page.getByRole('button', { name: /ショートカット|shortcuts/ }).click();
  await page.getByRole('heading', { level: 2, name: /すべての画面|Everywhere/ }).waitFor();
  await opened.picture(`shortcuts-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
