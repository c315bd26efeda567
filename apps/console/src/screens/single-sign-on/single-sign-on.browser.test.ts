import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner', '山本 長');
});

test('an owner reads what to register, and hears in words why a provider cannot be used', async () => {
  const { page, close } = await open(owner, '/settings');
  await page.getByRole('link', { name: 'サインイン', exact: true }).click();
  await see(page.getByText('未設定')).toBeVisible();
  await see(page.getByLabel('リダイレクト URI')).toHaveValue(/\/auth\/sso\/callback\//);
  await page.getByRole('button', { name: '保存' }).click();
  await see(page.getByText('入力してください', { exact: true })).toHaveCount(3);
  await page.getByLabel('発行者（issuer）の URL').fill('https://127.0.0.1');
  await page.getByLabel('クライアント ID').fill('goen');
  await page.getByLabel('クライアントシークレット').fill('a-secret-of-the-provider');
  await page.getByRole('button', { name: '保存' }).click();
  const form = page.getByRole('region', { name: /手順2/ });
  await see(form.getByText(/使えません|使えない|使用できません/).first()).toBeVisible();
  await see(page.getByText('未設定')).toBeVisible();
  await close();
});

test('what an owner sets up on the screen signs them and a colleague in to the console', async () => {
  const other = await createTestCompany(inject('stack'));
  const [manager, colleague] = [await other.addMember('owner', '山本 長'), await other.addMember('viewer', '伊藤 葵')];
  const { page, complaints, close } = await open(manager, '/settings/sign-in');
  await page.getByLabel('発行者（issuer）の URL').fill(inject('stack').issuerUrl);
  await page.getByLabel('クライアント ID').fill('goen');
  await page.getByLabel('クライアントシークレット').fill('a-secret-of-the-issuer');
  await page.getByRole('button', { name: '保存' }).click();
  await see(page.getByText('設定済み', { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
  await page.getByRole('button', { name: 'この設定で試す' }).click();
  await page.getByRole('dialog').getByRole('button').last().click();
  await passIssuer(page, manager.email);
  await see(page.getByText('シングルサインオンでサインインしています。設定は正しく動いています。')).toBeVisible();
  await see(page).toHaveURL(/\/console\/settings\/sign-in/);
  await close();

  const stranger = await open(null, '/sent');
  await see(stranger.page).toHaveURL(/\/sign-in/);
  await stranger.page.getByLabel('会社 ID').fill(other.slug);
  await stranger.page.getByRole('button', { name: 'シングルサインオンに進む' }).click();
  await passIssuer(stranger.page, colleague.email);
  await see(stranger.page).toHaveURL(/\/console\/sent/);
  await see(stranger.page.getByText('伊藤 葵').first()).toBeVisible();
  await stranger.close();
});

/** Through the identity provider's own pages: its login, then the consent to what it passes on. */
async function passIssuer(page: Page, email: string): Promise<void> {
  // Its pages load a font from elsewhere, and wait for it.
  await page.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  await page.locator('input[name=login]').fill(email);
  await page.locator('input[name=password]').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a recruiter is not offered it', async () => {
  const { page, close } = await open(await company.addMember('recruiter', '佐藤 花子'), '/settings/members');
  await see(page.getByRole('link', { name: 'メンバー', exact: true })).toBeVisible();
  await see(page.getByRole('link', { name: 'サインイン', exact: true })).toHaveCount(0);
  await close();
});

test.each(forms)('single sign-on is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/settings/sign-in', look);
  await see(opened.page.getByRole('button', { name: /保存|Save/ })).toBeVisible();
  await opened.picture(`sign-in-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
