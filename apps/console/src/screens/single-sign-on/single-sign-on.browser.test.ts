import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, inject, test } from 'vitest';
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
