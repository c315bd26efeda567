import { unwrap } from '@goen/client';
import { createTestCompany, setWakeUp, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';
import { aRejection } from '../../../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社ケース確認';
let company: TestCompany;
let caseId: string;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  ({ case_id: caseId } = await unwrap(company.api.POST('/v1/rejections', { body: aRejection() })));
  const late = await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '田中' }) }));
  await setWakeUp(stack, company, late.case_id, 30);
});

test('the operator sees why cases wait, by state and company, and no personal data', async () => {
  const { page, complaints, close } = await open(stack.operator, `/operator/cases?company=${company.id}`);
  const rows = page.getByRole('list', { name: 'ケースの一覧（次に動く順）' }).getByRole('listitem');
  await see(rows).toHaveCount(2);
  await see(rows.first()).toContainText('停滞');
  await page.getByRole('tab', { name: '停滞' }).click();
  await see(rows).toHaveCount(1);
  await rows.first().getByRole('link').click();
  await see(page.getByText(/予定の日時から1日以上たっています/)).toBeVisible();
  const link = page.getByRole('link', { name: 'Temporal で処理の内容を開く' });
  if (stack.isWhole) await see(link).toHaveAttribute('href', /\/workflows\/case%3A/);
  else await see(page.getByText(/TEMPORAL_UI_URL/)).toBeVisible();
  await page.getByRole('tab', { name: '遅延' }).click();
  await see(page.getByText('遅れているものはありません。')).toBeVisible();
  expect(await page.locator('body').textContent()).not.toMatch(/髙橋|田中|由紀/);
  expect(complaints).toEqual([]);
  await close();
});

test('a case whose mail nobody has approved yet waits for its company, and says so', async () => {
  const other = await createTestCompany(stack, { name: '株式会社承認確認' });
  const header = { 'If-Match': '*' };
  await unwrap(other.api.PATCH('/v1/settings', { params: { header }, body: { approval: 'required' } }));
  const { case_id: id } = await unwrap(other.api.POST('/v1/rejections', { body: aRejection() }));
  const { page, close } = await open(stack.operator, `/operator/cases?company=${other.id}&case=${id}`);
  await see(page.getByText(/会社のメンバーの承認を待っています/)).toBeVisible();
  await see(page.getByRole('listitem').filter({ hasText: '選考結果のメール' })).toContainText('承認待ち');
  await close();
});

test('a case is paused, which can be undone, and nudged, with keys as well', async () => {
  const { page, close } = await open(stack.operator, `/operator/cases?company=${company.id}&case=${caseId}`);
  await page.getByRole('button', { name: '次のメールを保留' }).click();
  await see(page.getByText('次のメールを保留しました')).toBeVisible();
  // While the pointer is on it, it stays.
  await page.getByText('次のメールを保留しました').hover();
  await see(page.getByText(/次のメールは保留されています/)).toBeVisible();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await see(page.getByText(/次のメールは保留されています/)).toHaveCount(0);
  await page.keyboard.press('n');
  await see(page.getByText(/ケースに合図を送りました/)).toBeVisible();
  await close();
});

test.each(forms)('cases are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, `/operator/cases?company=${company.id}&case=${caseId}`, look);
  await see(opened.page.getByText(caseId)).toBeVisible();
  await opened.picture(`operator-cases-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
