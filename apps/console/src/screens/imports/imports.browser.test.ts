import { unwrap } from '@goen/client';
import { createTestCompany, runTestImport, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;
let owner: TestMember;
let recruiter: TestMember;

const dayMs = 86_400_000;
// Swedish dates are written as ISO dates; files carry days of Tokyo.
const tokyoDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });
const daysAgo = (days: number) => tokyoDate.format(Date.now() - days * dayMs);
const header = '応募者番号,お名前,連絡先,選考結果,見送り日,応募求人';
const people = [
  `1,髙橋 由紀,yuki@example.jp,不採用,${daysAgo(1)},法人営業`,
  `2,田中 健,ken@example.jp,不採用,${daysAgo(57)},法人営業`,
  '3,鈴木 一郎,ichiro@example.jp,不採用,26/1/5,デザイナー',
  `4,伊藤 美咲,misaki@example.jp,不採用(スキル不足),${daysAgo(2)},デザイナー`,
  '5,渡辺 翔,sho@example.jp,面接調整中,,デザイナー',
];
const toFile = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([header, ...rows].map((row) => `${row}\r\n`).join('')),
});

/** Chooses a file as a person does, and waits until its import is open. */
async function choose(page: Page, file: ReturnType<typeof toFile>): Promise<string> {
  await page.getByRole('button', { name: 'ファイルを選ぶ' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  return /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}
const work = (id: string) => runTestImport(stack, company, id);

beforeAll(async () => {
  company = await createTestCompany(stack);
  owner = await company.addMember('owner', '山本 長');
  recruiter = await company.addMember('recruiter');
});

test('before the first file a recruiter reads who can begin', async () => {
  const { page, close } = await open(recruiter, '/imports');
  await see(page.getByText('取り込み元のシステムがまだ登録されていません')).toBeVisible();
  await see(page.getByText('まだファイルを取り込んでいません')).toBeVisible();
  await close();
});

test('an owner confirms the columns, adds a status, corrects a row and takes the good ones', async () => {
  const { page, complaints, picture, close } = await open(owner, '/imports');
  await page.getByRole('combobox', { name: '書き出し元', exact: true }).click();
  await page.getByRole('option', { name: 'その他のシステム' }).click();
  const id = await choose(page, toFile('応募者一覧.csv', people));
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);

  // The columns, beside what the file says.
  const columns = page.getByRole('region', { name: '列の対応を確認してください' });
  await see(columns.getByText('yuki@example.jp / ken@example.jp')).toBeVisible();
  await picture('imports-columns');
  await columns.getByRole('combobox', { name: '応募ID' }).click();
  await page.getByRole('option', { name: '応募者番号' }).click();
  await columns.getByRole('combobox', { name: '氏名', exact: true }).click();
  await page.getByRole('option', { name: 'お名前' }).click();
  await page.getByRole('button', { name: 'この対応で内容を確認する' }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);

  // What would happen, and why not.
  await see(page.getByText('まだ何も登録されていません')).toBeVisible();
  const rows = page.getByRole('list', { name: '行ごとの結果' }).getByRole('listitem');
  await see(rows.filter({ hasText: '髙橋 由紀' })).toContainText('選考結果のメールを送ります');
  await see(rows.filter({ hasText: '田中 健' })).toContainText(
    'メールは送りません：不採用から日がたっています（57日前）',
  );
  await see(rows.filter({ hasText: '鈴木 一郎' })).toContainText('見送り日：年が2桁です');
  await picture('imports-dry-run');

  // A status that was ignored counts after a click.
  await page.getByRole('button', { name: '不採用(スキル不足): 不採用として数える' }).click();
  await see(page.getByText('「不採用(スキル不足)」を不採用として数えます')).toBeVisible();
  await work(id);
  await see(rows.filter({ hasText: '伊藤 美咲' })).toContainText('選考結果のメールを送ります');
  await see(page.getByRole('button', { name: '3件を取り込む' })).toBeVisible();

  // The row is corrected where it stands.
  await page.getByRole('tab', { name: /^エラー/ }).click();
  await see(page).toHaveURL(/outcome=refused/);
  await page.getByRole('button', { name: '4行目を直す' }).click();
  await page.getByRole('textbox', { name: '見送り日' }).fill(daysAgo(3));
  await page.getByRole('button', { name: '保存する' }).click();
  await see(page.getByText('修正済み（再確認で反映）')).toBeVisible();
  await page.getByRole('button', { name: /修正した1行を反映して/ }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(page.getByText('この区分の行はありません')).toBeVisible();

  // Taken only now.
  expect((await unwrap(company.api.GET('/v1/candidates'))).items).toEqual([]);
  await page.getByRole('button', { name: '4件を取り込む' }).click();
  await see(page.getByRole('dialog').getByText('4件の不採用を登録し')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '取り込む' }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(page.getByText('取り込みが完了しました')).toBeVisible();
  await picture('imports-done');
  const names = (await Array.fromAsync(company.api.pages('/v1/mails'))).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['髙橋 由紀', '鈴木 一郎', '伊藤 美咲']));
  expect(complaints).toEqual([]);
  await close();
});

test('a row without a usable address is counted apart and corrected, one without a name is refused', async () => {
  const { page, close } = await open(owner, '/imports');
  const rejected = (cells: string) => `${cells},不採用,${daysAgo(1)},営業`;
  const id = await choose(
    page,
    toFile('宛先.csv', [rejected('20,森 一,mori(at)example.jp'), rejected('21,,n@example.jp')]),
  );
  await work(id);
  const rows = page.getByRole('list', { name: '行ごとの結果' }).getByRole('listitem');
  await see(rows.filter({ hasText: 'n@example.jp' })).toContainText('お名前：お名前がありません');
  await page.getByRole('tab', { name: /^宛先なし\s*1/ }).click();
  await see(rows).toHaveCount(1);
  await see(rows.first()).toContainText('メールは送りません：メールアドレスが使えません');
  await page.getByRole('button', { name: '2行目を直す' }).click();
  await page.getByRole('textbox', { name: '連絡先' }).fill('mori@example.jp');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('tab', { name: /^新規/ }).click();
  await see(page.getByText('修正済み（再確認で反映）')).toBeVisible();
  await page.getByRole('button', { name: /修正した1行を反映して/ }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(rows.filter({ hasText: 'mori@example.jp' })).toContainText('選考結果のメールを送ります');
  await see(page.getByText('修正済み（再確認で反映）')).toHaveCount(0);
  await see(page.getByRole('tab', { name: /^宛先なし\s*0/ })).toBeVisible();
  await close();
});

test('a recruiter drops the next file, leaves the wrong rows and imports the rest', async () => {
  const { page, close } = await open(recruiter, '/imports');
  await see(page.getByRole('link', { name: /応募者一覧\.csv/ })).toContainText('取り込み済み');
  const text = [
    header,
    `6,中村 陽子,yoko@example.jp,不採用,${daysAgo(1)},営業`,
    '7,小林 誠,m@example.jp,不採用,99/9/9,',
    `8,吉田 学,g@example.jp,不採用(条件),${daysAgo(1)},営業`,
    '10,山口 直,y@example.jp,不採用,,営業',
  ]
    .map((row) => `${row}\r\n`)
    .join('');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], '追加分.csv', { type: 'text/csv' }));
    return data;
  }, text);
  await page
    .getByRole('region', { name: 'ここにファイルをドロップしてください' })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  const id = /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await work(id);
  await see(page.getByRole('link', { name: 'エラーの行を CSV で保存' })).toHaveAttribute('href', /refused\.csv/);
  // How the file is read is up to who imports it.
  await page.getByRole('button', { name: '不採用(条件): 不採用として数える' }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(page.getByText('いまの設定では、これらの行に選考結果のメールは送られません。')).toBeVisible();
  await page.getByRole('button', { name: '選考結果のメールを送る', exact: true }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(page.getByText(/これらの行は今日の不採用として/)).toBeVisible();
  await page.getByRole('button', { name: '3件を取り込む' }).click();
  await see(page.getByRole('dialog').getByText('エラーの1行は取り込まれません。')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '取り込む' }).click();
  await see(page.getByText('順番を待っています')).toBeVisible();
  await work(id);
  await see(page.getByText('登録後は、エラーの行だけを表示しています。')).toBeVisible();
  await see(page.getByText('見送り日：年が2桁です')).toBeVisible();
  await page.reload();
  await see(page.getByText('見送り日：年が2桁です')).toBeVisible();
  await close();
});

test('a file that cannot be read says why, another can be cancelled, and keys open the list', async () => {
  const { page, close } = await open(recruiter, '/imports');
  const broken = await choose(page, {
    name: '壊れた.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([0xff, 0xfe, 0x00]),
  });
  await work(broken);
  await see(page.getByRole('alert')).toContainText('このファイルは取り込めません');
  await page.getByRole('link', { name: '取り込みの一覧' }).click();
  await choose(page, toFile('中止.csv', [`9,加藤 遼,r@example.jp,不採用,${daysAgo(1)},営業`]));
  await page.getByRole('button', { name: '中止する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '中止する' }).click();
  await see(page.getByText('この取り込みは中止されました')).toBeVisible();
  await page.goBack();
  await page.getByRole('combobox', { name: '状態' }).click();
  await page.getByRole('option', { name: '中止' }).click();
  await see(page).toHaveURL(/state=cancelled/);
  await see(page.getByRole('list', { name: '取り込みの一覧' }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: '中止.csv' })).toBeVisible();
  await close();
});

test.each(forms)('imports are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/imports', look);
  const { page } = opened;
  const suffix = `${look.language}-${look.scheme}-${look.size}`;
  await page.getByRole('link', { name: /応募者一覧\.csv/ }).waitFor();
  await opened.picture(`imports-list-${suffix}`);
  await expectAccessible(opened);
  const { text, name } = {
    text: [`100,森 直人,n@example.jp,不採用,${daysAgo(1)},営業`, ...people],
    name: `${suffix}.csv`,
  };
  await page.locator('input[type=file]').setInputFiles(toFile(name, text));
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  const id = /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await work(id);
  await page.getByText('森 直人').waitFor();
  await opened.picture(`imports-${suffix}`);
  await expectAccessible(opened);
  await opened.close();
});
