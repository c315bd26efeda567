import { unwrap } from '@goen/client';
import {
  createTestCompany,
  introduceTestCandidate,
  postTestReferrals,
  type TestCompany,
  type TestMember,
} from '@goen/stack/testing';
import { someConditions } from '@goen/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
const waitMs = 30_000;
let referrer: TestCompany;
let receiver: TestCompany;
let recruiter: TestMember;
let owner: TestMember;
let viewer: TestMember;
let referring: TestMember;
const ids: Record<string, string> = {};

beforeAll(async () => {
  const stack = inject('stack');
  referrer = await createTestCompany(stack, { name: '株式会社ひので' });
  receiver = await createTestCompany(stack, { name: '株式会社あおば' });
  recruiter = await receiver.addMember('recruiter', '青葉 採子');
  owner = await receiver.addMember('owner', '青葉 長子');
  viewer = await receiver.addMember('viewer', '青葉 見');
  referring = await referrer.addMember('recruiter');
  const position = await unwrap(
    receiver.api.POST('/v1/positions', {
      body: {
        title: '決済エンジニア',
        required: [{ kind: 'skill', value: 'TypeScript' }],
        seats: 3,
        conditions: someConditions,
      },
    }),
  );
  for (const [familyName, givenName, state] of [
    ['髙橋', '由紀', 'accepted'],
    ['山田', '太郎', 'accepted'],
    ['鈴木', '一郎', 'asked'],
    ['田中', '健', 'matched'],
  ] as const) {
    const { case_id: caseId } = await unwrap(
      referrer.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName }) }),
    );
    const { candidate_id: candidateId } = await unwrap(
      referrer.api.GET('/v1/cases/{id}', { params: { path: { id: caseId } } }),
    );
    const name = `${familyName} ${givenName}`;
    const about = { referrer, receiver, positionId: position.id, caseId, candidateId, name, state };
    ids[name] = await introduceTestCandidate(stack, about);
  }
  await postTestReferrals(stack, receiver, 12);
});

const readIntroduction = (name: string) =>
  unwrap(receiver.api.GET('/v1/introductions/{id}', { params: { path: { id: ids[name] ?? '' } } }));

test('a recruiter contacts an introduced person, interviews and hires them, and answers about the employment', async () => {
  const { page, complaints, close } = await open(recruiter, '/relay');
  const list = page.getByRole('list', { name: '紹介を受けた方の一覧' });
  await see(list.getByRole('listitem')).toHaveCount(4);
  await see(list.getByRole('link', { name: /氏名は紹介の成立後に表示.*回答待ち/ })).toHaveCount(1);
  await list.getByRole('link', { name: /髙橋 由紀/ }).click();
  const detail = page.getByRole('region', { name: '紹介の内容' });
  await see(detail.getByText('090-1234-5678')).toBeVisible();
  await see(detail.getByText(/候補者に連絡（.*までに報告がないと終了）/)).toBeVisible();
  await see(detail.getByText('月給45万円〜70万円（固定残業代なし）')).toBeVisible();
  await detail.getByRole('button', { name: '連絡したと報告' }).click();
  await see(page.getByText('連絡したことを報告しました')).toBeVisible();
  await detail.getByRole('button', { name: '選考に進んだと報告' }).click();
  await see(detail.getByText('選考中', { exact: true })).toBeVisible();
  await detail.getByRole('button', { name: '採用を報告' }).click();
  const dialog = page.getByRole('dialog');
  await see(dialog.getByText(/2年間/)).toBeVisible();
  await dialog.getByRole('button', { name: '採用を報告する' }).click();
  await see(page.getByText('採用を報告しました')).toBeVisible();
  await expect.poll(() => readIntroduction('髙橋 由紀'), { timeout: waitMs }).toMatchObject({ report: 'hired' });

  await detail.getByRole('button', { name: '在籍状況を回答' }).click();
  await page.getByRole('radio', { name: '在籍している' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await see(page.getByText('在籍状況を保存しました')).toBeVisible();
  await see(detail.getByText('在籍している')).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('a refusal is reported after its consequence was read, and the filter finds what is waiting', async () => {
  const { page, close } = await open(recruiter, `/relay?open=${ids['山田 太郎']}`);
  const detail = page.getByRole('region', { name: '紹介の内容' });
  await detail.getByRole('button', { name: '見送りを報告' }).click();
  await see(page.getByRole('dialog').getByText(/使用したクレジットは戻りません/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '見送りを報告' }).click();
  await see(page.getByText('見送りを報告しました')).toBeVisible();
  await expect.poll(() => readIntroduction('山田 太郎'), { timeout: waitMs }).toMatchObject({ report: 'declined' });
  await page.getByRole('combobox', { name: '状況' }).click();
  await page.getByRole('option', { name: '候補者の回答待ち' }).click();
  await see(page.getByRole('list', { name: '紹介を受けた方の一覧' }).getByRole('listitem')).toHaveCount(1);
  await see(page).toHaveURL(/state=asked/);
  await close();
});

test('the company that referred sees to whom its candidates went, and approves requests in the queue', async () => {
  const { page, complaints, close } = await open(referring, '/relay/referred');
  const list = page.getByRole('list', { name: '紹介した方' });
  await see(list.getByRole('listitem').filter({ hasText: '髙橋 由紀' })).toContainText('株式会社あおば');
  await see(list.getByRole('listitem').filter({ hasText: '鈴木 一郎' })).toContainText('紹介先は成立後に表示');
  await page.getByRole('link', { name: '候補者への確認' }).click();
  const requests = page.getByRole('list', { name: '候補者への確認' });
  await see(requests.getByRole('listitem').filter({ hasText: '田中 健' })).toContainText('承認待ち');
  await requests.getByRole('link', { name: '内容を確かめて承認' }).click();
  await see(page).toHaveURL(/\/mails\?/);
  await see(page.getByRole('heading', { level: 2, name: '田中 健' })).toBeVisible();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('credits stand with the entries behind them, month by month, and as a file', async () => {
  const { page, complaints, close } = await open(recruiter, '/relay/credits');
  const balance = page.getByRole('region', { name: '残高' });
  await see(balance.getByText('次のクレジットまで 8ポイント').first()).toBeVisible();
  const statement = page.getByRole('region', { name: '月次明細' });
  await see(statement.getByText('10ポイントをクレジットに交換')).toBeVisible();
  await see(statement.getByText('月末の残高')).toBeVisible();
  const download = page.waitForEvent('download');
  await statement.getByRole('link', { name: 'CSV をダウンロード' }).click();
  expect((await download).suggestedFilename()).toMatch(/^credits-.*csv$/);
  await statement.getByRole('combobox', { name: '月' }).click();
  await page.getByRole('option').nth(1).click();
  await see(statement.getByText('この月の明細はありません')).toBeVisible();
  await see(page).toHaveURL(/month=20/);
  expect(complaints).toEqual([]);
  await close();
});

test('both sides have their records of a provision', async () => {
  const { page, close } = await open(recruiter, '/relay/records');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  const record = page.getByRole('region', { name: '記録の内容' });
  await see(record.getByText('提供を受けた')).toBeVisible();
  await see(record.getByText('株式会社ひので')).toBeVisible();
  await see(record.getByText('氏名、メールアドレス')).toBeVisible();
  await see(page.getByRole('link', { name: 'CSV をダウンロード' })).toHaveAttribute(
    'href',
    /provision-records\/export/,
  );
  await close();
});

test('an owner excludes a company', async () => {
  const { page, close } = await open(owner, '/relay/excluded');
  await page.getByLabel('会社の正式名称').fill('株式会社ゆうひ');
  await page.getByRole('button', { name: '影響を確認する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click();
  await see(page.getByText('設定を保存しました')).toBeVisible();
  expect((await unwrap(receiver.api.GET('/v1/settings'))).excluded_companies).toEqual(['株式会社ゆうひ']);
  await close();
});

test('a viewer reads and is offered no report', async () => {
  const { page, close } = await open(viewer, '/relay');
  await page.getByRole('list', { name: '紹介を受けた方の一覧' }).getByRole('link').first().click();
  await see(page.getByRole('region', { name: '紹介の内容' }).getByText('次の対応', { exact: true })).toBeVisible();
  await see(page.getByRole('button', { name: /報告/ })).toHaveCount(0);
  await close();
});

const parts = ['', '/referred', '/requests', '/credits', '/records', '/excluded'] as const;
test.each(parts.flatMap((part) => forms.map((look) => ({ part, ...look }))))(
  'the relay is accessible: $part, $language, $scheme, $size',
  async ({ part, ...look }) => {
    const member = part === '/referred' || part === '/requests' ? referring : owner;
    const opened = await open(member, `/relay${part}${part === '' ? `?open=${ids['髙橋 由紀']}` : ''}`, look);
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    await opened.settle();
    await opened.picture(`relay${part.replace('/', '-')}-${look.language}-${look.scheme}-${look.size}`);
    await expectAccessible(opened);
    await opened.close();
  },
);
