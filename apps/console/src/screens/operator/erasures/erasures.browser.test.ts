import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';
import { aRejection } from '../../../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社削除確認';
let company: TestCompany;
let candidateId: string;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  const { case_id: id } = await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
  ({ candidate_id: candidateId } = await unwrap(company.api.GET('/v1/cases/{id}', { params: { path: { id } } })));
  // Yesterday in Tokyo, which is nine hours ahead of UTC.
  const askedOn = new Date(Date.now() - 15 * 3_600_000).toISOString().slice(0, 10);
  const body = { asked_by: 'person', asked_via: 'phone', asked_on: askedOn, reason: 'asked_by_person' } as const;
  await unwrap(company.api.POST('/v1/candidates/{id}/erasure', { params: { path: { id: candidateId } }, body }));
});

test('what is kept for how long is listed, a dry run counts, and erased candidates are shown by id', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/erasures');
  const table = page.getByRole('table', { name: '保存期限' });
  await see(table.getByRole('row', { name: /苦情と回答/ })).toContainText('日');
  await see(table.getByRole('columnheader', { name: '次回の削除' })).toHaveCount(0);
  await page.getByRole('button', { name: '次回の削除件数を確認' }).click();
  await see(page.getByText(/次回は\d+件が削除されます.*まだ何も削除していません/)).toBeVisible();
  await see(table.getByRole('columnheader', { name: '次回の削除' })).toBeVisible();
  await page.getByRole('tab', { name: '削除された候補者' }).click();
  const row = page.getByRole('listitem').filter({ hasText: candidateId });
  await see(row).toContainText(name);
  await see(row).toContainText('削除の依頼');
  expect(complaints).toEqual([]);
  await close();
});

test('days of retention are changed within bounds, after a dry run of the change', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/erasures');
  const row = page.getByRole('table', { name: '保存期限' }).getByRole('row', { name: /統合された候補者番号/ });
  await see(row).toContainText('30〜3,660日');
  const change = async (days: string) => {
    await row.getByRole('button', { name: '統合された候補者番号の保存日数を変更' }).click();
    const dialog = page.getByRole('dialog', { name: '保存日数の変更' });
    await see(dialog).toContainText('法令で決まった日数ではありません');
    await dialog.getByLabel('保存日数').fill(days);
    return dialog;
  };
  const refused = await change('29');
  await see(refused.getByText('30から3,660までの整数で入力してください')).toBeVisible();
  await see(refused.getByRole('button', { name: /変更する/ })).toBeDisabled();
  await refused.getByRole('button', { name: 'キャンセル' }).click();
  for (const [days, shown] of [
    ['200', '200日'],
    ['400', '400日'],
  ] as const) {
    const dialog = await change(days);
    await see(dialog.getByText('次回の実行で削除されるデータはありません。')).toBeVisible();
    await dialog.getByRole('button', { name: `${days}日に変更する` }).click();
    await see(dialog).toHaveCount(0);
    await see(row).toContainText(shown);
  }
  const bodies = page.getByRole('row', { name: /送信したメールの本文/ });
  await bodies.getByRole('button').click();
  await see(page.getByRole('dialog')).toContainText('標準は30日');
  await page.getByRole('dialog').getByLabel('保存日数').fill('31');
  await page.getByRole('button', { name: '31日に変更する' }).click();
  await see(bodies).toContainText('31日');
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('erasures and retention are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/erasures', look);
  await see(opened.page.getByRole('table')).toBeVisible();
  await opened.picture(`operator-retention-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.page.getByRole('button', { name: /苦情と回答の|how long Complaints/ }).click();
  await see(opened.page.getByRole('dialog')).toContainText(/33条の6|33-6/);
  await opened.picture(`operator-retention-dialog-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.page.getByRole('button', { name: /キャンセル|Cancel/ }).click();
  await see(opened.page.getByRole('dialog')).toHaveCount(0);
  await opened.page.getByRole('tab', { name: /削除された候補者|Erased/ }).click();
  await see(opened.page.getByText(new RegExp(candidateId))).toBeVisible();
  await expectAccessible(opened);
  await opened.close();
});
