import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner');
});

test('the checklist says what is left and why, follows what happens, and leads to where it is done', async () => {
  const { page, complaints, close } = await open(owner, '/onboarding');
  const step = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await see(page.getByRole('listitem')).toHaveCount(8);
  await see(step('送信者の情報を入力する')).toContainText('未完了');
  await see(step('送信者の情報を入力する')).toContainText('代表者名');
  await see(step('送信時間帯を決める')).toContainText('標準のまま');
  await see(step('最初のメールを承認する')).toContainText('未完了');
  await see(page.getByRole('progressbar')).toBeVisible();

  // Somebody else reports and approves: the list follows by itself.
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
  await see(step('不採用の情報を受け取る方法を決める')).toContainText('完了');
  await see(step('最初のファイルの内容を確認する')).toContainText('不要');
  await step('最初のメールを承認する').getByRole('link', { name: '送信待ちメールを見る' }).click();
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText(/承認しました/).first()).toBeVisible();
  await page.getByRole('link', { name: 'はじめに' }).click();
  await see(step('最初のメールを承認する')).toContainText(/完了.*に完了/s);
  expect(complaints).toEqual([]);
  await close();
});

test('only owners see it', async () => {
  const recruiter = await company.addMember('recruiter');
  const { page, close } = await open(recruiter, '/onboarding');
  await see(page.getByRole('heading', { name: 'この画面を見る権限がありません' })).toBeVisible();
  await see(page.getByRole('link', { name: 'はじめに' })).toHaveCount(0);
  await close();
});

test.each(forms)('the checklist is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/onboarding', look);
  await opened.page.getByRole('listitem').first().waitFor();
  await opened.picture(`onboarding-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
