import { unwrap } from '@goen/client';
import {
  answerOnPage,
  createTestCompany,
  recordTestResult,
  type TestCompany,
  type TestMember,
} from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
const phrase = '論点を整理して話される点を高く評価しておりました。';
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;

beforeAll(async () => {
  const stack = inject('stack');
  const feedback = { enabled: true, phrases: [phrase], dueBusinessDays: 5 };
  company = await createTestCompany(stack, { settings: { feedback } });
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  for (const [familyName, givenName] of [
    ['髙橋', '由紀'],
    ['山田', '太郎'],
    ['鈴木', '一郎'],
  ] as const) {
    const accepted = await unwrap(
      company.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName, stage: 'final' }) }),
    );
    const path = { id: accepted.case_id };
    const { candidate_id: candidateId } = await unwrap(company.api.GET('/v1/cases/{id}', { params: { path } }));
    const about = { caseId: accepted.case_id, candidateId };
    await recordTestResult(stack, company, { caseId: accepted.case_id, rejectionId: accepted.rejection_id });
    await answerOnPage(stack, company, { ...about, action: 'feedback.request' });
    await answerOnPage(stack, company, { ...about, action: 'correct', fields: { text: `姓は${familyName}です` } });
  }
});

const readFeedback = (state: 'open' | 'answered' | 'refused') =>
  unwrap(company.api.GET('/v1/feedback-requests', { params: { query: { state } } }));

test('from the morning’s list, a recruiter answers a request for feedback and declines another', async () => {
  const { page, complaints, close } = await open(recruiter, '/');
  await page.getByRole('link', { name: /フィードバックの依頼\s*3/ }).click();
  await page
    .getByRole('list', { name: 'フィードバックの依頼' })
    .getByRole('link', { name: /髙橋 由紀/ })
    .click();
  const request = page.getByRole('region', { name: '依頼の内容' });
  await see(request.getByRole('button', { name: '回答する' })).toBeDisabled();
  await request.getByRole('checkbox', { name: phrase }).click();
  await request.getByLabel('自分の言葉で書く').fill('事例の説明が特に分かりやすいものでした。');
  await request.getByRole('button', { name: '回答する' }).click();
  await see(page.getByText('回答を記録しました。メールは「送信待ちメール」に入ります')).toBeVisible();
  await see(page.getByRole('list', { name: 'フィードバックの依頼' }).getByRole('listitem')).toHaveCount(2);
  expect((await readFeedback('answered')).items).toMatchObject([{ name: '髙橋 由紀' }]);

  await page.getByRole('link', { name: /山田 太郎/ }).click();
  await request.getByRole('button', { name: '丁寧にお断りする' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '丁寧にお断りする' }).click();
  await see(page.getByText('お断りを記録しました。メールは「送信待ちメール」に入ります')).toBeVisible();
  await page.getByRole('combobox', { name: '状況' }).click();
  await page.getByRole('option', { name: 'お断り済み' }).click();
  await see(page.getByRole('link', { name: /山田 太郎/ })).toBeVisible();
  await see(page).toHaveURL(/state=refused/);
  expect(complaints).toEqual([]);
  await close();
});

test('a correction is answered once the details are right, and a refusal says why', async () => {
  const { page, close } = await open(recruiter, '/requests/corrections');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  const request = page.getByRole('region', { name: '依頼の内容' });
  await see(request.getByText('姓は髙橋です')).toBeVisible();
  await request.getByRole('button', { name: '訂正したと回答' }).click();
  await see(page.getByText('訂正したことを記録しました')).toBeVisible();
  await page.getByRole('link', { name: /鈴木 一郎/ }).click();
  await see(request.getByRole('button', { name: '訂正しないと回答' })).toBeDisabled();
  await request.getByLabel('ご本人への回答').fill('登録のとおりで誤りがありませんでした。');
  await request.getByRole('button', { name: '訂正しないと回答' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '訂正しないと回答' }).click();
  await see(page.getByText('訂正しないことを記録しました')).toBeVisible();
  const query = { state: 'refused' } as const;
  const { items } = await unwrap(company.api.GET('/v1/correction-requests', { params: { query } }));
  expect(items).toMatchObject([{ name: '鈴木 一郎', answer: '登録のとおりで誤りがありませんでした。' }]);
  await close();
});

test('approvers see that the candidate of a mail has asked for a correction', async () => {
  const { case_id: caseId } = await unwrap(
    company.api.POST('/v1/rejections', { body: aRejection({ familyName: '森', givenName: '葵' }) }),
  );
  const { candidate_id: candidateId } = await unwrap(
    company.api.GET('/v1/cases/{id}', { params: { path: { id: caseId } } }),
  );
  const asked = { caseId, candidateId, action: 'correct', fields: { text: '名は碧です' } } as const;
  await answerOnPage(inject('stack'), company, asked);
  const { page, complaints, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /森 葵/ }).click();
  await see(page.getByText('ご本人から訂正のご依頼があります')).toBeVisible();
  await see(page.getByText('名は碧です')).toBeVisible();
  await page.getByRole('link', { name: '訂正のご依頼に回答する' }).click();
  await see(page).toHaveURL(/\/requests\/corrections/);
  await see(page.getByRole('link', { name: /森 葵/ })).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('a viewer reads requests and is offered no answer', async () => {
  const { page, close } = await open(viewer, '/requests/corrections');
  await page.getByRole('link', { name: /山田 太郎/ }).click();
  await see(page.getByRole('region', { name: '依頼の内容' }).getByText('姓は山田です')).toBeVisible();
  await see(page.getByRole('button', { name: /回答/ })).toHaveCount(0);
  await close();
});

const parts = ['/requests', '/requests/corrections'] as const;
test.each(parts.flatMap((path) => forms.map((look) => ({ path, ...look }))))(
  'requests are accessible: $path, $language, $scheme, $size',
  async ({ path, ...look }) => {
    const opened = await open(recruiter, path, look);
    await opened.page
      .getByRole('listitem')
      .getByRole('link', { name: /鈴木 一郎|山田 太郎/ })
      .first()
      .click();
    await opened.page
      .getByRole('region', { name: /依頼の内容|^Request$/ })
      .getByRole('heading', { level: 2 })
      .waitFor();
    await opened.settle();
    await opened.picture(`${path.slice(1).replace('/', '-')}-${look.language}-${look.scheme}-${look.size}`);
    await expectAccessible(opened);
    await opened.close();
  },
);
