import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

test('the three ledgers are exported as CSV and read here, and the yearly counts are shown', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/books');
  for (const [name, heading] of [
    ['求職管理簿', '氏名'],
    ['求人管理簿', '求人者'],
    ['手数料管理簿', '手数料'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('region', { name }).getByRole('link', { name: 'CSV で書き出す' }).click(),
    ]);
    expect([name, await readFile(await download.path(), 'utf8')]).toEqual([name, expect.stringContaining(heading)]);
  }
  await page.getByRole('region', { name: '手数料管理簿' }).getByRole('button', { name: '画面に表示' }).click();
  await see(
    page.getByRole('region', { name: '手数料管理簿の内容' }).getByText('この期間の記録はありません'),
  ).toBeVisible();
  const counts = page.getByRole('table', { name: '職業紹介事業報告書の件数' });
  await see(counts).toContainText('就職件数のうち無期雇用');
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('region', { name: '職業紹介事業報告書の件数' })
      .getByRole('link', { name: 'CSV で書き出す' })
      .click(),
  ]);
  expect(await readFile(await report.path(), 'utf8')).toContain('職業紹介事業報告');
  await page.goto('/console/operator/audit?noun=ledger');
  await see(page.getByText('管理簿：書き出し').first()).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('the books are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/books', look);
  await see(opened.page.getByRole('table')).toBeVisible();
  await opened.picture(`operator-books-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
