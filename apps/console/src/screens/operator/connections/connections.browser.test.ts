import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社連携確認';
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  const body = { kind: 'hrmos', name: 'HRMOS 本社採用', settings: {} };
  await unwrap(company.api.POST('/v1/connections', { body }));
});

test('connections are filtered by company and failure, and domains show their rates', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/connections');
  await page.getByRole('combobox', { name: '会社' }).fill(name);
  await page.getByRole('option', { name }).first().click();
  const rows = page.getByRole('list', { name: '連携の一覧' }).getByRole('listitem');
  await see(rows).toHaveCount(1);
  await see(rows.first()).toContainText('HRMOS 本社採用');
  await see(rows.first()).toContainText('有効');
  await page.getByLabel('失敗している連携のみ').click();
  await see(page.getByText('失敗している連携はありません。')).toBeVisible();
  await page.getByRole('tab', { name: '送信元ドメイン' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await see(row).toContainText('hinode.example.jp');
  await page.getByRole('button', { name: 'hinode.example.jp の DNS を確認する' }).first().click();
  const dialog = page.getByRole('dialog');
  await see(dialog).toContainText('不足しています');
  await see(dialog.getByRole('group', { name: 'DMARC TXT' }).getByLabel('ホスト名')).toHaveValue(
    '_dmarc.hinode.example.jp',
  );
  await page.keyboard.press('Escape');
  await see(dialog).toHaveCount(0);
  await see(row).toContainText('最終確認');
  await page.getByLabel('DNS に不足や誤りのあるドメインのみ').check();
  await see(page).toHaveURL(/troubled=true/);
  await see(row).toBeVisible();
  await page.getByText('直近7日').click();
  await see(page).toHaveURL(/days=/);
  await see(row).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('connections and domains are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, `/operator/connections?company=${company.id}`, look);
  await see(opened.page.getByText('HRMOS 本社採用')).toBeVisible();
  await opened.picture(`operator-connections-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.page.getByRole('tab', { name: /送信元ドメイン|Sender domains/ }).click();
  await see(opened.page.getByRole('table')).toBeVisible();
  await opened.picture(`operator-domains-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.page.getByRole('button', { name: /DNS/ }).first().click();
  await see(
    opened.page
      .getByRole('dialog')
      .getByText(/hinode\.example\.jp/)
      .first(),
  ).toBeVisible();
  await opened.picture(`operator-dns-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
