import { readFile } from 'node:fs/promises';
import { createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社監査確認';
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  await company.addMember('recruiter');
});

test('the log of a company is read in words, filtered and exported; without a company it is the operator’s own', async () => {
  // The oldest of all: what other tests did since stands above it.
  const { page, complaints, close } = await open(stack.operator, '/operator/audit?noun=installation');
  await see(page.getByText('初期設定：完了')).toBeVisible();
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await page.getByRole('combobox', { name: '誰の記録か' }).fill(name);
  await page.getByRole('option', { name }).first().click();
  const rows = page.getByRole('list', { name: '操作の一覧（新しい順）' }).getByRole('listitem');
  await see(rows.filter({ hasText: '会社：作成' })).toHaveCount(1);
  await page.getByRole('combobox', { name: '対象' }).fill('メンバー');
  await page.getByRole('option', { name: 'メンバー', exact: true }).click();
  await see(rows.filter({ hasText: '会社：作成' })).toHaveCount(0);
  await see(rows.filter({ hasText: 'メンバー：追加' })).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV で書き出す' }).click(),
  ]);
  const file = await readFile(await download.path(), 'utf8');
  expect([file.includes('member.added'), file.includes('company.created')]).toEqual([true, false]);
  await page.reload();
  await see(rows.filter({ hasText: 'メンバー：追加' })).toHaveCount(1);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('the audit log is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, `/operator/audit?company=${company.id}`, look);
  await see(opened.page.getByText(/会社：作成|Company: created/)).toBeVisible();
  await opened.picture(`operator-audit-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
