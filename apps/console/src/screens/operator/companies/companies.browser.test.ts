import { listInbox } from '@goen/stack/demo';
import { createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社あさひ商事';
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
});

test('the operator finds a company, suspends it with a reason, and resumes it; its members see why', async () => {
  const owner = await company.addMember('owner');
  const { page, complaints, close } = await open(stack.operator, '/operator');
  await page.getByRole('searchbox', { name: '会社名・ID で探す' }).fill(company.slug);
  await see(page.getByRole('list', { name: '会社の一覧' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('link', { name }).click();
  await see(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await see(page.getByText('最初の不採用の情報')).toBeVisible();

  await page.getByRole('button', { name: '利用を停止' }).click();
  const dialog = page.getByRole('dialog');
  await see(dialog.getByText(/メンバーと API キーは閲覧のみになります/)).toBeVisible();
  await dialog.getByRole('button', { name: '利用を停止' }).click();
  await see(dialog.getByText('理由を入力してください。')).toBeVisible();
  await dialog.getByLabel('停止の理由').fill('契約内容の確認のため');
  await dialog.getByRole('button', { name: '利用を停止' }).click();
  await see(page.getByText('理由：契約内容の確認のため')).toBeVisible();
  await see(page.getByRole('link', { name: /あさひ商事.*停止中/ })).toBeVisible();
  const headers = { cookie: owner.cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ') };
  const pause = await fetch(`${stack.url}/v1/mails/pause`, { headers });
  expect(await pause.text()).toContain('契約内容の確認のため');

  await page.getByRole('button', { name: '利用を再開' }).click();
  await see(page.getByRole('dialog').getByText(/送信時間帯に分けて送られます/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '利用を再開' }).click();
  await see(page.getByText(`${name}の利用を再開しました`)).toBeVisible();
  await see(page.getByRole('button', { name: '利用を停止' })).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('an owner is invited to a company that has none', async () => {
  const { page, close } = await open(stack.operator, `/operator?company=${company.id}`);
  await page.getByRole('button', { name: 'オーナーを招待' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('氏名').fill('朝日 昇');
  await dialog.getByLabel('メールアドレス').fill('not an address');
  await dialog.getByRole('button', { name: '招待を送る' }).click();
  await see(dialog.getByText('メールアドレスの形式で入力してください。')).toBeVisible();
  const email = `noboru@${company.slug}.example.jp`;
  await dialog.getByLabel('メールアドレス').fill(email);
  await dialog.getByRole('button', { name: '招待を送る' }).click();
  await see(page.getByText(`${email} に招待を送りました`)).toBeVisible();
  await expect.poll(() => listInbox(stack.inboxUrl, email), { timeout: 30_000 }).toHaveLength(1);
  await page.getByRole('button', { name: 'オーナーを招待' }).click();
  await page.getByRole('dialog').getByLabel('氏名').fill('朝日 昇');
  await page.getByRole('dialog').getByLabel('メールアドレス').fill(email);
  await page.getByRole('dialog').getByRole('button', { name: '招待を送る' }).click();
  await see(page.getByText('このメールアドレスの方はすでに登録されています')).toBeVisible();
  await close();
});

test('members of a company are told that these screens are not theirs', async () => {
  const { page, close } = await open(await company.addMember('owner', '日野 花子'), '/operator');
  await see(page.getByText('運営担当者のみが使える画面です')).toBeVisible();
  await close();
});

test.each(forms)('companies are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, `/operator?company=${company.id}`, look);
  const { page } = opened;
  await see(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await opened.picture(`operator-companies-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await page.getByRole('button', { name: /利用を停止|Suspend/ }).click();
  await page.getByRole('dialog').getByRole('textbox').waitFor();
  await opened.picture(`operator-suspend-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
