import { startEmptyStack } from '@goen/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Look } from '../../testing/look.ts';
import { expectAccessible, forms, type Opened, see, useConsole } from '../../testing/open-console.ts';

// Every other test has an installation that is set up: this one is as `npm start` leaves it.
let empty: Awaited<ReturnType<typeof startEmptyStack>>;
const open = useConsole(() => empty.started.urls.gateway);

beforeAll(async () => {
  empty = await startEmptyStack();
});
afterAll(() => empty.stop());

const openSetup = (look: Look = {}, token = empty.started.secrets.setupToken): Promise<Opened> =>
  open(null, `/setup#token=${token}`, look);

test.each(forms)('the setup and its faults are accessible: $language, $scheme, $size', async (look) => {
  const opened = await openSetup(look);
  const { page } = opened;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await opened.picture(`setup-${look.language}-${look.scheme}-${look.size}`);
  await page.getByRole('button', { name: /セットアップを完了する|Complete the setup/ }).click();
  await see(page.getByText(/^入力してください$|^Please fill this in$/).first()).toBeVisible();
  await expectAccessible(opened);
  await opened.close();
});

test('a wrong token can be corrected in a field; the form creates the first company', async () => {
  const opened = await openSetup({}, 'wrong');
  const { page, complaints, close } = opened;
  await see(page.getByRole('heading', { level: 1, name: '初回セットアップ' })).toBeVisible();
  await page.getByLabel('会社名').fill('株式会社ひので');
  await page.getByLabel('会社 ID').fill('ひので');
  await page.getByLabel('差出人のメールアドレス').fill('saiyo@hinode.example.jp');
  await page.getByLabel('会社の住所（任意）').fill('東京都渋谷区神宮前1-2-3');
  await page.getByLabel('お問い合わせ先（任意）').fill('saiyo@hinode.example.jp');
  const owner = page.getByRole('region', { name: '会社のオーナー' });
  await owner.getByLabel('氏名').fill('佐藤 花子');
  await owner.getByLabel('メールアドレス').fill('hanako@hinode.example.jp');
  const operator = page.getByRole('region', { name: '運営担当者' });
  await operator.getByRole('button', { name: 'オーナーと同じ' }).click();
  await see(operator.getByLabel('氏名')).toHaveValue('佐藤 花子');
  await operator.getByLabel('氏名').fill('運営 太郎');
  await operator.getByLabel('メールアドレス').fill('unei@goen.example');
  const submit = page.getByRole('button', { name: 'セットアップを完了する' });
  await submit.click();
  await see(page.getByText(/英小文字・数字・ハイフンで2〜50文字にしてください/)).toBeVisible();
  await page.getByLabel('会社 ID').fill('hinode');
  await submit.click();
  await see(page.getByText(/トークンが正しくありません/)).toBeVisible();
  await page.getByRole('textbox', { name: 'セットアップ用トークン' }).fill(empty.started.secrets.setupToken);
  await submit.click();

  await see(page.getByRole('heading', { level: 1, name: 'セットアップが完了しました' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  const key = await page.getByRole('textbox', { name: 'API キー' }).inputValue();
  const answer = await fetch(`${empty.started.urls.gateway}/v1/candidates`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.status).toBe(200);
  await opened.picture('setup-done');
  // The browser reports the refused token; nothing else.
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);

  // The owner's link leads to the checklist.
  await page.getByRole('link', { name: 'オーナーとしてサインイン' }).click();
  await page.getByRole('button', { name: 'サインインする' }).click();
  await see(page).toHaveURL(/\/console\/onboarding$/);
  await see(page.getByRole('listitem').filter({ hasText: '送信者の情報を入力する' })).toContainText('代表者名');
  await close();
});

test('afterwards it is closed', async () => {
  const opened = await openSetup();
  const { page } = opened;
  await see(page.getByRole('heading', { name: '初回セットアップは完了しています' })).toBeVisible();
  await expectAccessible(opened);
  await page.getByRole('link', { name: 'サインイン画面へ' }).click();
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  await opened.close();
});
