import { unwrap } from '@goen/client';
import {
  createTestCompany,
  passTimeUntilAsked,
  passTimeUntilMail,
  postTestReferrals,
  setTestLicence,
  type TestCompany,
  type TestMember,
  waitForTestMail,
} from '@goen/stack/testing';
import { someConditions } from '@goen/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { type Opened, see, useConsole } from '../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
const waitMs = 120_000;
let referrer: TestCompany;
let receiver: TestCompany;
/** The only recruiter of a small company, who also owns it: columns of a first file are the owner's. */
let recruiter: TestMember;
let colleague: TestMember;

const address = 'yuki.takahashi@example.com';
/** In Tokyo, nine hours ahead of UTC. */
const yesterday = new Date(Date.now() - 15 * 3_600_000).toISOString().slice(0, 10);
const file = [
  '応募ID,氏名,メールアドレス,選考ステータス,不採用日,求人名,職種,選考段階,都道府県,スキル',
  `A-1,髙橋 由紀,${address},不採用,${yesterday},バックエンドエンジニア,エンジニア,一次面接,東京都,TypeScript`,
  `A-2,田中 健,ken@example.com,選考中,,バックエンドエンジニア,エンジニア,一次面接,東京都,Go`,
]
  .map((line) => `${line}\r\n`)
  .join('');

const toSettings = (notice: string) => ({
  representative: '見本 太郎',
  keeping: {
    basis: 'notice' as const,
    notices: [{ version: '1', text: notice, since: '2020-01-01', link: null }],
    unconfirmed: false,
    statedAt: null,
  },
});

beforeAll(async () => {
  await setTestLicence(stack);
  const settings = toSettings('ご応募の情報を、今後のご案内のため12か月間保管します。');
  referrer = await createTestCompany(stack, { name: '株式会社ひので', settings });
  receiver = await createTestCompany(stack, { name: '株式会社あおば', settings });
  recruiter = await referrer.addMember('owner', '佐藤 花子');
  colleague = await receiver.addMember('recruiter', '青葉 採子');
  await postTestReferrals(stack, receiver, 10);
});

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: screen }).click();
  // Until then rows of the same people are those of the screen before.
  await see(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
}

/** What the candidate does on their page, in a browser that is signed in nowhere. */
async function onCandidatePage(text: string, act: (candidate: Opened) => Promise<void>): Promise<void> {
  const url = /https?:\/\/\S+\/c\/[\w-]+/.exec(text)?.[0];
  if (url === undefined) throw new Error('The mail has no link to the candidate’s page.');
  const candidate = await open(null, '');
  await candidate.page.goto(url);
  await act(candidate);
  await candidate.close();
}

test('from a file to an approved mail, a consent, an introduction, a hire and the results', async () => {
  const { page, complaints, close } = await open(recruiter, '/imports');

  // The file: first what would happen, then the import.
  await page.getByRole('combobox', { name: '書き出し元', exact: true }).click();
  await page.getByRole('option', { name: 'その他のシステム' }).click();
  const csv = { name: '不採用者.csv', mimeType: 'text/csv', buffer: Buffer.from(file) };
  await page.locator('input[type=file]').setInputFiles(csv);
  await page.getByRole('button', { name: 'この対応で内容を確認する' }).click({ timeout: waitMs });
  const rows = page.getByRole('list', { name: '行ごとの結果' }).getByRole('listitem');
  await see(rows.filter({ hasText: '髙橋 由紀' })).toContainText('選考結果のメールを送ります');
  expect((await unwrap(referrer.api.GET('/v1/candidates'))).items).toEqual([]);
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取り込む' }).click();
  await see(page.getByText('取り込みが完了しました')).toBeVisible();

  // The mail waits for an approval, and leaves with it.
  await goTo(page, '送信待ちメール');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.frameLocator('iframe').getByText('髙橋').first()).toBeVisible();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  const findApproved = async () =>
    (await unwrap(referrer.api.GET('/v1/mails'))).items.find(({ approval }) => approval === 'approved');
  await expect.poll(findApproved, { timeout: waitMs }).toBeDefined();
  const approved = await findApproved();
  if (approved === undefined) throw new Error('No mail is approved.');
  await passTimeUntilMail(stack, referrer, approved.case_id, approved.kind);
  const result = await waitForTestMail(stack, address, '');
  await goTo(page, '送信済み');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.frameLocator('iframe').getByText('髙橋').first()).toBeVisible();

  // The candidate consents on their page.
  await onCandidatePage(result.text, async (candidate) => {
    await candidate.page.getByRole('button', { name: 'キャリアリレーに同意する' }).click();
    await see(candidate.page.getByText('同意を受け付けました')).toBeVisible();
  });
  await page.getByRole('link', { name: '候補者を開く' }).click();
  await see(
    page.getByRole('list', { name: 'これまでの経過' }).getByText('「キャリアリレー」に同意されました'),
  ).toBeVisible();

  // A company with a credit has an opening that fits; whether to ask the candidate is the recruiter's decision, too.
  const body = {
    title: '決済エンジニア',
    required: [{ kind: 'skill' as const, value: 'TypeScript' }],
    regions: ['東京都'],
    conditions: someConditions,
  };
  const position = await unwrap(receiver.api.POST('/v1/positions', { body }));
  const findIntroduction = async () =>
    (await unwrap(receiver.api.GET('/v1/introductions', { params: { query: { position_id: position.id } } }))).items[0];
  await expect.poll(findIntroduction, { timeout: waitMs }).toMatchObject({ person: null });
  const introductionId = (await findIntroduction())?.id ?? '';
  await goTo(page, 'キャリアリレー');
  await page.getByRole('link', { name: '候補者への確認' }).click();
  await page.getByRole('link', { name: '内容を確かめて承認' }).click();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 由紀' })).toBeVisible();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await passTimeUntilAsked(stack, receiver, introductionId);
  const question = await waitForTestMail(stack, address, 'へのご紹介について');
  await onCandidatePage(question.text, async (candidate) => {
    await candidate.page.getByRole('button', { name: 'はい、紹介を希望します' }).click();
    await see(candidate.page.getByText('ご紹介を進めます')).toBeVisible();
  });

  // The recruiter of the other company reports what came of it.
  const other = await open(colleague, '/relay');
  await other.page.getByRole('link', { name: /髙橋 由紀/ }).click({ timeout: waitMs });
  const detail = other.page.getByRole('region', { name: '紹介の内容' });
  await see(detail.getByText(address)).toBeVisible();
  await detail.getByRole('button', { name: '連絡したと報告' }).click();
  await see(other.page.getByText('連絡したことを報告しました')).toBeVisible();
  await detail.getByRole('button', { name: '選考に進んだと報告' }).click();
  await see(detail.getByText('選考中', { exact: true })).toBeVisible();
  await detail.getByRole('button', { name: '採用を報告' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: '採用を報告する' }).click();
  await see(other.page.getByText('採用を報告しました')).toBeVisible();

  // Both see it in their results: one a referral, the other a hire without a fee.
  await goTo(page, '成果');
  const funnel = page.getByRole('region', { name: '不採用から採用まで' });
  await see(funnel.getByRole('link', { name: '不採用：1件の内訳を見る' })).toBeVisible();
  await see(funnel.getByRole('row').filter({ hasText: 'キャリアリレーへの同意' })).toContainText('100%');
  await goTo(other.page, '成果');
  const hires = other.page.getByRole('region', { name: '紹介手数料なしの採用' });
  await see(hires.getByText('1', { exact: true })).toBeVisible();
  const received = other.page.getByRole('region', { name: '不採用から採用まで' });
  await received.getByRole('link', { name: '紹介による採用：1件の内訳を見る' }).click();
  await see(other.page.getByRole('list', { name: '内訳' }).getByRole('listitem')).toHaveCount(1);

  expect([...complaints, ...other.complaints]).toEqual([]);
  await Promise.all([other.close(), close()]);
});
