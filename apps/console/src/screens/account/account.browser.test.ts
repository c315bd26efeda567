import { createTestCompany, signIn, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;
let member: TestMember;
let reader: TestMember;

beforeAll(async () => {
  company = await createTestCompany(stack);
  member = await company.addMember('recruiter', '田中 一郎');
  reader = await company.addMember('viewer', '高橋 愛');
});

/** A device that makes passkeys, as Chromium simulates it. */
async function addAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setUserVerified: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

test('a member adds a passkey, signs in with it, renames it and removes it', async () => {
  const { page, complaints, picture, close } = await open(member, '/');
  const device = await addAuthenticator(page);
  await page.getByRole('button', { name: /^アカウント/ }).click();
  await page.getByRole('link', { name: 'パスキーとサインイン中の端末' }).click();
  const passkeys = page.getByRole('region', { name: 'パスキー', exact: true });
  await see(passkeys.getByText('パスキーはまだありません。')).toBeVisible();

  // Somebody whom the device does not recognise makes none.
  await device.setUserVerified(false);
  await passkeys.getByRole('button', { name: 'パスキーを追加' }).click();
  const dialog = page.getByRole('dialog', { name: 'パスキーを追加' });
  await dialog.getByRole('textbox', { name: /パスキーの名前/ }).fill('会社の PC');
  await dialog.getByRole('button', { name: '作成する' }).click();
  await see(dialog.getByRole('alert')).toContainText('もう一度お試しください');
  await device.setUserVerified(true);
  await dialog.getByRole('button', { name: '作成する' }).click();
  await see(passkeys.getByRole('listitem')).toContainText('会社の PC');
  await picture('account-passkeys');

  await page.getByRole('button', { name: /^アカウント/ }).click();
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.waitForURL(/\/sign-in/);
  await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
  await page.waitForURL(/\/console/);
  await page.goto('/console/account');
  const sessions = page.getByRole('region', { name: 'サインイン中の端末' });
  await see(sessions.getByText(/パスキーでサインイン/)).toBeVisible();

  await passkeys.getByRole('button', { name: '名前を変更' }).click();
  const renaming = page.getByRole('dialog', { name: '名前を変更' });
  await renaming.getByRole('textbox', { name: /パスキーの名前/ }).fill('営業部の PC');
  await renaming.getByRole('button', { name: '保存する' }).click();
  await see(passkeys.getByText('営業部の PC')).toBeVisible();
  await passkeys.getByRole('button', { name: '削除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await see(passkeys.getByText('パスキーはまだありません。')).toBeVisible();
  // Of the moment without a session.
  expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  await close();
});

test('a session on another device is seen and ended', async () => {
  const other = await company.addMember('viewer', '鈴木 次郎');
  const cookies = await signIn(stack, other.email);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const ask = () => fetch(`${stack.url}/v1/me`, { headers: { cookie } }).then(({ status }) => status);
  const { page, complaints, close } = await open(other, '/account');
  const sessions = page.getByRole('region', { name: 'サインイン中の端末' });
  await see(sessions.getByRole('listitem')).toHaveCount(2);
  await see(sessions.getByRole('listitem').filter({ hasText: 'この端末' })).toHaveCount(1);
  expect(await ask()).toBe(200);
  await sessions.getByRole('button', { name: '終了する' }).click();
  await see(sessions.getByRole('listitem')).toHaveCount(1);
  expect(await ask()).toBe(401);

  await signIn(stack, other.email);
  await page.reload();
  await sessions.getByRole('button', { name: 'ほかの端末をすべて終了' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'ほかの端末をすべて終了' }).click();
  await see(page.getByText('ほかの端末のサインインをすべて終了しました')).toBeVisible();
  await see(sessions.getByRole('listitem')).toHaveCount(1);
  expect(complaints).toEqual([]);
  await close();
});

test('staff of the operator have the same page', async () => {
  const { page, close } = await open(stack.operator, '/operator/account');
  await see(page.getByText('運営事務局の担当者')).toBeVisible();
  await see(page.getByRole('region', { name: 'パスキー', exact: true })).toBeVisible();
  await close();
});

test.each(forms)('the account is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(reader, '/account', look);
  await opened.page.getByRole('listitem').last().waitFor();
  await opened.picture(`account-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
