import { createTestCompany } from '@goen/stack/testing';
import { inject, test } from 'vitest';
import { see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
/** More than are read at once. */
const count = 105;

test('all that match are held only after a question that says how many they are', async () => {
  const company = await createTestCompany(inject('stack'));
  const recruiter = await company.addMember('recruiter');
  const reports = Array.from({ length: count }, (_, n) => aRejection({ givenName: `番号 ${n}` }));
  await Array.fromAsync(company.api.reportRejections(reports));
  const { page, close } = await open(recruiter, '/mails?state=awaiting');
  await page.getByRole('checkbox', { name: 'すべて選択' }).click();
  await page.getByRole('button', { name: '条件に合うメールをすべて選ぶ' }).click();
  const head = page.getByRole('region', { name: '送信待ちメールの一覧' });
  await head.getByRole('button', { name: '保留', exact: true }).click();
  const question = page.getByRole('dialog', { name: `条件に合う${count}件をすべて保留にしますか？` });
  await question.getByRole('button', { name: 'キャンセル' }).click();
  await see(question).toHaveCount(0);
  await see(page.getByText('条件に合うメールをすべて選択中')).toBeVisible();
  await head.getByRole('button', { name: '保留', exact: true }).click();
  await question.getByRole('button', { name: '保留' }).click();
  // Each of them is decided for itself.
  await see(page.getByText('この条件に合うメールはありません')).toBeVisible({ timeout: 240_000 });
  await close();
}, 400_000);
