import { randomUUID } from 'node:crypto';
import { listInbox } from '@goen/stack/demo';
import { createTestCompany } from '@goen/stack/testing';
import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

test('a person is invited by mail, and removed again', async () => {
  const email = `${randomUUID()}@goen.example`;
  const { page, complaints, close } = await open(stack.operator, '/operator/staff');
  await page.getByRole('button', { name: '担当者を招待' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('氏名').fill('運営 次郎');
  await dialog.getByLabel('メールアドレス').fill(email);
  await dialog.getByRole('button', { name: '招待を送る' }).click();
  await see(page.getByText(`${email} に招待を送りました`)).toBeVisible();
  const current = page.getByRole('navigation').locator('[aria-current=page]');
  await see(current).toHaveText('運営担当者');
  const row = page.getByRole('row', { name: new RegExp(email) });
  await see(row).toBeVisible();
  const readPages = async () => (await listInbox(stack.inboxUrl, email)).map(({ text }) => text.includes('/sign-in'));
  await expect.poll(readPages, { timeout: 30_000 }).toEqual([true]);
  await row.getByRole('button', { name: '運営 次郎さんを削除' }).click();
  await see(page.getByRole('dialog').getByText(/すぐにサインアウトされ/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await see(page.getByText('運営 次郎さんを削除しました')).toBeVisible();
  await see(row).toHaveCount(0);
  expect(complaints).toEqual([]);
  await close();
});

test('the last person cannot be removed, and the page says so', async () => {
  const { page, close } = await open(stack.operator, '/operator/staff');
  await page.getByRole('button', { name: `${stack.operator.name}さんを削除` }).click();
  await see(page.getByRole('dialog').getByText(/ご自身です/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await see(page.getByText('運営担当者が1人もいなくなります')).toBeVisible();
  await close();
});

test('somebody who is also a member of a company switches between both areas', async () => {
  const company = await createTestCompany(stack, { name: '株式会社兼務' });
  const both = await company.addMember('recruiter', '兼務 花子');
  const { page, complaints, close } = await open(stack.operator, '/operator/staff');
  await page.getByRole('button', { name: '担当者を招待' }).click();
  await page.getByRole('dialog').getByLabel('氏名').fill(both.name);
  await page.getByRole('dialog').getByLabel('メールアドレス').fill(both.email);
  await page.getByRole('dialog').getByRole('button', { name: '招待を送る' }).click();
  await see(page.getByRole('row', { name: new RegExp(both.email) })).toBeVisible();
  const opened = await open(both, '/');
  await see(opened.page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await opened.page.getByRole('button', { name: /アカウント/ }).click();
  await opened.page.getByRole('link', { name: '運営画面へ' }).click();
  await see(opened.page.getByRole('heading', { level: 1, name: '会社' })).toBeVisible();
  await opened.page.getByRole('button', { name: /アカウント/ }).click();
  await opened.page.getByRole('link', { name: '会社の画面へ' }).click();
  await see(opened.page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await opened.close();
  await page.getByRole('button', { name: `${both.name}さんを削除` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await see(page.getByRole('row', { name: new RegExp(both.email) })).toHaveCount(0);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('the staff is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/staff', look);
  await see(opened.page.getByRole('rowheader', { name: stack.operator.name })).toBeVisible();
  await opened.picture(`operator-staff-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
