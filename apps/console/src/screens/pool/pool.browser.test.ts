import { readFile } from 'node:fs/promises';
import { type RejectionReport, unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;

const notices = [{ version: '2026-04', text: '12か月間保管します。', since: '2020-04-01', link: null }];
const people = [
  { familyName: '髙橋', givenName: '由紀', kana: 'タカハシ', prefecture: '東京都', skills: ['TypeScript', 'React'] },
  { familyName: '田中', givenName: '健', kana: 'タナカ', prefecture: '神奈川県', skills: ['TypeScript', 'Go'] },
  { familyName: '林', givenName: '美咲', kana: 'ハヤシ', prefecture: '大阪府', skills: ['Go'], stage: 'final' },
] as const;

beforeAll(async () => {
  const keeping = { basis: 'notice' as const, notices, unconfirmed: false, statedAt: null };
  company = await createTestCompany(inject('stack'), { settings: { keeping } });
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  for (const { kana, prefecture, skills, ...names } of people) {
    const report = aRejection({
      ...names,
      email: `${encodeURIComponent(kana).toLowerCase().replaceAll('%', '')}@pool.example.jp`,
    });
    const tags = skills.map((value) => ({ kind: 'skill' as const, value }));
    const candidate = { ...report.candidate, family_name_kana: kana, prefecture, tags };
    const body: RejectionReport = { ...report, candidate };
    await unwrap(company.api.POST('/v1/rejections', { body }));
  }
});

const rows = (page: Page) => page.getByRole('list', { name: '候補者の一覧' }).getByRole('listitem');

test('people are found by name variants, kana, one character and address, and by filters together', async () => {
  const { page, complaints, close } = await open(viewer, '/pool');
  await see(rows(page)).toHaveCount(3);
  const search = page.getByRole('searchbox', { name: /氏名・ふりがな/ });
  for (const [text, name] of [
    ['高橋', '髙橋 由紀'],
    ['はやし', '林 美咲'],
    ['林', '林 美咲'],
    ['@pool.example.jp', null],
  ] as const) {
    await search.fill(text);
    await see(rows(page)).toHaveCount(name === null ? 3 : 1);
    if (name !== null) await see(rows(page).first()).toContainText(name);
  }
  await search.fill('a');
  await see(page.getByText('英数字は2文字以上で検索できます。')).toBeVisible();
  await search.fill('');

  // Both tags, then either.
  await page.getByRole('combobox', { name: 'すべてに当てはまるタグ' }).fill('TypeScript');
  await page.keyboard.press('Enter');
  await see(rows(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'すべてに当てはまるタグ' }).fill('Go');
  await page.keyboard.press('Enter');
  await see(rows(page)).toHaveCount(1);
  await see(rows(page).first()).toContainText('田中 健');
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await see(rows(page)).toHaveCount(3);

  await page.getByRole('combobox', { name: '都道府県' }).fill('東京');
  await page.getByRole('option', { name: '東京都' }).click();
  await see(rows(page)).toHaveCount(1);
  // Checked once the address says so.
  await page.getByLabel('隣の都道府県も含める').click();
  await see(page.getByLabel('隣の都道府県も含める')).toBeChecked();
  await see(rows(page)).toHaveCount(2);
  await see(page).toHaveURL(/near=true/);
  await page.reload();
  await see(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: /東京都と隣の都道府県/ }).click();
  await see(rows(page)).toHaveCount(3);
  expect(complaints).toEqual([]);
  await close();
});

test('the address alone filters, keys move and open, and back returns to the place', async () => {
  const { page, close } = await open(viewer, `/pool?any_tag=${JSON.stringify(['React', 'Go'])}&tag_kind=skill`);
  await see(rows(page)).toHaveCount(3);
  await see(page.getByRole('button', { name: '条件「いずれか：React・Go」を外す' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const [, second] = await rows(page).allTextContents();
  await page.keyboard.press('Enter');
  await see(page).toHaveURL(/\/console\/candidates\//);
  const names = people.map(({ familyName, givenName }) => `${familyName} ${givenName}`);
  const name = names.find((known) => second?.includes(known)) ?? '';
  await see(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goBack();
  await see(page.locator('[data-current]')).toContainText(name);
  await page.goto('/console/pool?stage=["final"]');
  await see(rows(page)).toHaveCount(1);
  await page.goto('/console/pool?prefecture=沖縄県');
  await see(page.getByText('この条件に合う候補者はいません')).toBeVisible();
  await close();
});

test('a named view is shared; what has vanished from it is ignored and said', async () => {
  const { page, close } = await open(recruiter, `/pool?tag=${JSON.stringify(['Go'])}`);
  await see(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: '保存した条件' }).click();
  await page.getByRole('menuitem', { name: 'いまの条件を保存' }).click();
  await page.getByRole('dialog').getByLabel('名前').fill('Go の経験者');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await see(page.getByText('条件「Go の経験者」を保存しました')).toBeVisible();
  await see(page).toHaveURL(/view=/);
  await close();

  const other = await open(viewer, '/pool');
  await other.page.getByRole('button', { name: '保存した条件' }).click();
  await see(other.page.getByRole('menuitem', { name: 'いまの条件を保存' })).toHaveCount(0);
  await other.page.getByRole('menuitem', { name: 'Go の経験者' }).click();
  await see(rows(other.page)).toHaveCount(2);

  // The prefecture is no longer one.
  const query = { tag: ['Go'], prefecture: '蝦夷' };
  await unwrap(company.api.POST('/v1/saved-searches', { body: { name: '蝦夷の Go', query } }));
  await other.page.reload();
  await other.page.getByRole('button', { name: 'Go の経験者' }).click();
  await other.page.getByRole('menuitem', { name: '蝦夷の Go' }).click();
  await see(other.page.getByText('「蝦夷の Go」には、使えなくなった条件が含まれています')).toBeVisible();
  await see(other.page.getByText(/prefecture: 蝦夷/)).toBeVisible();
  await see(rows(other.page)).toHaveCount(2);
  await other.close();
});

test('what is found is exported as CSV', async () => {
  const { page, close } = await open(viewer, `/pool?tag=${JSON.stringify(['React'])}`);
  await see(rows(page)).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV で書き出す' }).click(),
  ]);
  const file = await readFile(await download.path(), 'utf8');
  expect(file).toContain('髙橋');
  expect(file).not.toContain('田中');
  await close();
});

test('an empty pool says what to do', async () => {
  const quiet = await createTestCompany(inject('stack'), { name: '株式会社しずか' });
  const { page, close } = await open(await quiet.addMember('viewer'), '/pool');
  await see(page.getByText('人材プールに候補者はまだいません')).toBeVisible();
  await close();
});

test.each(forms)('the pool is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, `/pool?any_tag=${JSON.stringify(['React', 'Go'])}`, look);
  const { page } = opened;
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await opened.picture(`pool-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  if (look.size === 'phone') {
    await page.getByRole('button', { name: /絞り込み（|Filters \(/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/都道府県|Prefecture/)
      .first()
      .waitFor();
    await opened.picture(`pool-filters-${look.language}-${look.scheme}-${look.size}`);
    await expectAccessible(opened);
  }
  await opened.close();
});
