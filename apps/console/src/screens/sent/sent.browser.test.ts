import { unwrap } from '@goen/client';
import { createTestCompany, sendTestMail, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let recruiter: TestMember;

beforeAll(async () => {
  const stack = inject('stack');
  const company = await createTestCompany(stack);
  recruiter = await company.addMember('recruiter');
  for (const [familyName, givenName] of [
    ['髙橋', '由紀'],
    ['山田', '太郎'],
  ] as const) {
    const report = aRejection({ familyName, givenName });
    const accepted = await unwrap(company.api.POST('/v1/rejections', { body: report }));
    await sendTestMail(stack, company, {
      caseId: accepted.case_id,
      rejectionId: accepted.rejection_id,
      email: report.candidate.emails[0]?.value ?? '',
      fullName: `${familyName} ${givenName}`,
    });
  }
});

test('a recruiter finds a person and reads what was sent to them, and whether it arrived', async () => {
  const { page, complaints, close } = await open(recruiter, '/sent');
  await page.getByRole('link', { name: /山田 太郎/ }).waitFor();
  await page.getByRole('searchbox', { name: '氏名・アドレス・求人で探す' }).fill('高橋');
  await see(page.getByRole('link', { name: /山田 太郎/ })).toHaveCount(0);
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 由紀' })).toBeVisible();
  await see(page.frameLocator('iframe').getByText(/髙橋/).first()).toBeVisible();
  await see(page.getByText('標準の文面')).toBeVisible();
  await see(page.getByText('承認不要の設定で送信')).toBeVisible();
  await see(page.getByText(/もう一度送ることはできません/)).toBeVisible();
  await page.getByText('テキスト').click();
  await see(page.locator('pre')).toContainText('髙橋');
  expect(complaints).toEqual([]);
  await close();
});

test('the mails to one candidate are shown alone, and those to all again', async () => {
  const { page, close } = await open(recruiter, '/sent');
  await page.getByRole('link', { name: /山田 太郎/ }).click();
  await page.getByRole('link', { name: '候補者を開く' }).click();
  await see(page).toHaveURL(/\/candidates\//);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  // Pages that are opened from the pool belong to it.
  await see(page.getByRole('link', { name: '人材プール' })).toHaveAttribute('aria-current', 'page');
  await page.goto(`/console/sent?candidate=${id}`);
  await see(page.getByRole('list', { name: '送信したメールの一覧' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: '山田 太郎 へのメールだけの表示をやめる' }).click();
  await see(page.getByRole('list', { name: '送信したメールの一覧' }).getByRole('listitem')).toHaveCount(2);
  await close();
});

test('a filter without matches says so and can be cleared', async () => {
  const { page, close } = await open(recruiter, '/sent?state=bounced');
  await see(page.getByText('この条件に合うメールはありません')).toBeVisible();
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await see(page.getByRole('link', { name: /山田 太郎/ })).toBeVisible();
  await close();
});

test.each(forms)('what was sent is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, '/sent', look);
  const { page } = opened;
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await page.frameLocator('iframe').getByText(/髙橋/).first().waitFor();
  await opened.picture(`sent-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
