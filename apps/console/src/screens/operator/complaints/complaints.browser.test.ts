import { unwrap } from '@goen/client';
import { answerOnPage, createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';
import { aRejection } from '../../../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社苦情確認';
const words = ['結果のメールに誤りがありました。', '電話に出てもらえません。'] as const;
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  for (const text of words) {
    const { case_id: caseId } = await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
    const params = { path: { id: caseId } };
    const { candidate_id: candidateId } = await unwrap(company.api.GET('/v1/cases/{id}', { params }));
    await answerOnPage(stack, company, { caseId, candidateId, action: 'complain', fields: { text } });
  }
});

test('a complaint is read and answered, and its answer can be replaced', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/complaints');
  await page.getByRole('link', { name: new RegExp(words[0]) }).click();
  await see(page.getByRole('heading', { level: 2, name: `${name}に関する苦情` })).toBeVisible();
  await see(page.locator('pre')).toContainText(words[0]);
  await page.getByRole('button', { name: '回答を送る' }).click();
  await see(page.getByText('回答を入力してください。')).toBeVisible();
  await page.getByRole('textbox', { name: '回答' }).fill('ご指摘の内容を訂正しました。');
  await page.getByRole('button', { name: '回答を送る' }).click();
  await see(page.getByText(/回答しました/)).toBeVisible();
  await see(page.getByRole('link', { name: new RegExp(words[0]) })).toHaveCount(0);
  await page.getByRole('tab', { name: 'すべて' }).click();
  await page.getByRole('link', { name: new RegExp(words[0]) }).click();
  await see(page.getByRole('textbox', { name: /^回答/ })).toHaveValue('ご指摘の内容を訂正しました。');
  await see(page.getByRole('button', { name: '回答を差し替える' })).toBeDisabled();
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('complaints are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/complaints', look);
  await opened.page.getByRole('link', { name: new RegExp(words[1]) }).click();
  await see(opened.page.locator('pre')).toContainText(words[1]);
  await opened.picture(`operator-complaints-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
