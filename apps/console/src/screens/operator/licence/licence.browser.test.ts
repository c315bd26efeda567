import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

test('without a licence the page warns; one is recorded, and its renewal has the rest filled in', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/licence');
  await see(page.getByText('許可証が登録されていません')).toBeVisible();
  await page.getByRole('button', { name: '許可証を登録' }).click();
  await page.getByRole('button', { name: '登録', exact: true }).click();
  await see(page.getByText('入力してください。').first()).toBeVisible();
  await page.getByLabel('許可番号').fill('13-ユ-123456');
  // The last days of a month that the calendar shows: soon over.
  await page.getByLabel('有効期限').click();
  await page.getByRole('button', { name: '次の月' }).click();
  await page.locator('table button:not([data-outside])').last().click();
  await page.getByLabel('事業者の名称').fill('株式会社ご縁');
  await page.getByLabel('事業所の所在地').fill('東京都千代田区丸の内1-1-1');
  await page.getByLabel('苦情の受付窓口').fill('03-0000-0000');
  await page.getByLabel('取扱職種の範囲').fill('全職種');
  await page.getByLabel('手数料').fill('無料（クレジットによるご紹介）');
  await page.getByRole('button', { name: '登録', exact: true }).click();
  await see(page.getByText(/許可証を登録しました/)).toBeVisible();
  await see(page.getByText(/許可証の有効期限は.*です（あと\d+日）/)).toBeVisible();
  await see(page.getByText('許可証を待っている紹介はありません。')).toBeVisible();
  await page.getByRole('button', { name: '更新を登録' }).click();
  await see(page.getByLabel('許可番号')).toHaveValue('13-ユ-123456');
  await see(page.getByLabel('手数料')).toHaveValue('無料（クレジットによるご紹介）');
  await page.getByRole('button', { name: 'キャンセル' }).click();
  await see(page.getByText('株式会社ご縁')).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('the licence is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/licence', look);
  await see(opened.page.getByText('13-ユ-123456')).toBeVisible();
  await opened.picture(`operator-licence-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.page.getByRole('button', { name: /更新を登録|Record renewal/ }).click();
  await see(opened.page.getByLabel(/許可番号|Number/)).toBeVisible();
  await expectAccessible(opened);
  await opened.close();
});
