import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner', '伊藤 直美');
  recruiter = await company.addMember('recruiter');
  for (const familyName of ['髙橋', '田中', '鈴木'])
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName }) }));
});

const readSettings = () => unwrap(company.api.GET('/v1/settings'));

/** Sees what the change does, and saves it. */
async function review(page: Page) {
  await page.getByRole('button', { name: '影響を確認する' }).click();
  const dialog = page.getByRole('dialog', { name: 'この変更の影響を受けるメール' });
  await dialog.getByRole('button', { name: '保存する' }).waitFor();
  return dialog;
}

async function save(page: Page) {
  const dialog = await review(page);
  await dialog.getByRole('button', { name: '保存する' }).click();
  await see(page.getByText('設定を保存しました')).toBeVisible();
  await see(dialog).toHaveCount(0);
}

test('a change of the hours says which mails it moves before it is saved', async () => {
  const { page, complaints, close } = await open(owner, '/settings');
  const week = page.getByRole('list', { name: '1週間の送信時間帯' });
  await see(week.getByRole('listitem').filter({ hasText: '月曜' })).toContainText('10:00–18:00');
  await see(week.getByRole('listitem').filter({ hasText: '金曜' })).toContainText('10:00–15:00');
  await page.getByLabel('選考結果のメールまでの日数').fill('4');
  await see(page.getByText('変更が1件あります')).toBeVisible();
  const dialog = await review(page);
  await see(dialog.getByText('送信待ちのメール3通が変わります')).toBeVisible();
  await see(dialog.getByText('送信が遅くなる：3通')).toBeVisible();
  await see(dialog.getByText(/髙橋.*選考結果/)).toBeVisible();
  expect((await readSettings()).result_delay_days).toBe(1);
  await dialog.getByRole('button', { name: '保存する' }).click();
  await see(page.getByText('設定を保存しました')).toBeVisible();
  expect((await readSettings()).result_delay_days).toBe(4);

  // What moves no mail says that, too.
  await page.getByLabel('選考結果を自動で送信する期間').fill('40');
  await see((await review(page)).getByText(/送信待ちのメールへの影響はありません/)).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

const nextYear = new Date().getFullYear() + 1;
/** In May, after its holidays. */
const weekday = [11, 12, 13].find((day) => new Date(Date.UTC(nextYear, 4, day)).getUTCDay() % 6 !== 0) ?? 11;

test('a day is closed in the calendar, and a holiday has its name', async () => {
  const { page, close } = await open(owner, `/settings?month=${nextYear}-05`);
  const calendar = page.getByRole('table', { name: `${nextYear}年5月` });
  await see(calendar.getByText('憲法記念日')).toBeVisible();
  const day = calendar.getByRole('button', { name: new RegExp(`^${weekday}`) });
  await day.click();
  await see(day).toHaveAttribute('aria-pressed', 'true');
  await see(day).toContainText('休業日');
  await save(page);
  expect((await readSettings()).hours.closures).toEqual([`${nextYear}-05-${weekday}`]);
  await page.getByRole('button', { name: '次の月' }).click();
  await see(page.getByRole('table', { name: `${nextYear}年6月` })).toBeVisible();
  await page.reload();
  await see(page.getByRole('table', { name: `${nextYear}年6月` })).toBeVisible();
  await close();
});

test('the sender is named in both languages, and a fault stands at its field', async () => {
  const { page, close } = await open(owner, '/settings/sender');
  await page.getByLabel('会社名（英語）').fill('Hinode Inc.');
  await page.getByLabel('差出人のメールアドレス').fill('saiyo@other.example.jp');
  await page.getByRole('button', { name: '影響を確認する' }).click();
  await see(page.getByText('ドメインの変更は、運営事務局にご依頼ください。')).toBeVisible();
  await page.getByLabel('差出人のメールアドレス').fill('jinji@hinode.example.jp');
  await save(page);
  expect((await readSettings()).sender).toMatchObject({
    english_name: 'Hinode Inc.',
    from_address: 'jinji@hinode.example.jp',
  });
  const dns = page.getByRole('region', { name: '送信元ドメインの DNS' });
  await see(dns.getByText('hinode.example.jp', { exact: true })).toBeVisible();
  await see(dns.getByText('DMARC', { exact: true }).first()).toBeVisible();
  await close();
});

test('without approval the mails that wait are released, and the dialog says so', async () => {
  const { page, close } = await open(owner, '/settings/rules');
  await page.getByRole('combobox', { name: 'メールの承認' }).click();
  await page.getByRole('option', { name: '承認なしで自動送信する' }).click();
  const dialog = await review(page);
  await see(dialog.getByText('承認や記入を待たなくなる：3通')).toBeVisible();
  await dialog.getByRole('button', { name: '変更に戻る' }).click();
  // It was not saved, and leaving asks.
  await page.getByRole('link', { name: 'キャリアリレーと費用' }).click();
  await page.getByRole('button', { name: '保存せずに移動する' }).click();
  await see(page).toHaveURL(/settings\/relay/);
  expect((await readSettings()).approval).toBe('required');
  await close();
});

test('four eyes are switched on', async () => {
  const { page, close } = await open(owner, '/settings/rules');
  await page.getByRole('switch', { name: /ダブルチェック/ }).click();
  await save(page);
  expect(await readSettings()).toMatchObject({ approval: 'required', four_eyes: true });
  await close();
});

test('the basis for keeping is a notice, and people are told when they may apply again', async () => {
  const { page, complaints, close } = await open(owner, '/settings/keeping');
  await page.getByRole('radio', { name: '募集時の通知' }).click();
  await page.getByRole('button', { name: '通知を追加' }).click();
  const notice = page.getByRole('region', { name: /^通知 20/ });
  await notice.getByLabel('通知の文面').fill('応募書類を保存し、求人のご案内をお送りします。');
  await page.getByRole('switch', { name: '再応募できる時期を知らせる' }).click();
  await page.getByLabel('不採用からの期間').fill('6');
  await page.getByRole('button', { name: '職種ごとに変える' }).click();
  const category = page.getByRole('region', { name: '新しい職種' });
  await category.getByRole('textbox', { name: '職種' }).fill('営業');
  await page.getByRole('region', { name: '営業' }).getByLabel('不採用からの期間').fill('12');
  await save(page);
  expect(await readSettings()).toMatchObject({
    keeping: { basis: 'notice', notices: [{ text: '応募書類を保存し、求人のご案内をお送りします。', link: null }] },
    reapplication: { months: 6, categories: [{ category: '営業', months: 12 }] },
  });
  expect(complaints).toEqual([]);
  await close();
});

test('reasons of the ATS are classified, and the invitation is sent apart on a recorded basis', async () => {
  const { page, close } = await open(owner, '/settings/keeping');
  await page.getByRole('button', { name: '理由を追加' }).click();
  await page.getByRole('textbox', { name: 'ATS での不採用理由' }).fill('カルチャーフィット');
  await page.getByRole('combobox', { name: '分類' }).click();
  await page.getByRole('option', { name: '志向・社風' }).click();
  await page.getByRole('switch', { name: '結果のあとに、ご案内のメールを送る' }).click();
  await page.getByRole('radio', { name: '社内で確認した根拠を記録する' }).click();
  await page.getByLabel('根拠の内容').fill('応募フォームで案内メールの同意を得ている。');
  await save(page);
  expect(await readSettings()).toMatchObject({
    reason_classes: [{ reason: 'カルチャーフィット', class: 'culture' }],
    separate_invitation: {
      after_days: 3,
      basis: { kind: 'recorded', reason: '応募フォームで案内メールの同意を得ている。' },
    },
  });
  await see(page.getByText(/変更が \d+ 件あります/)).toHaveCount(0);
  await close();
});

test('excluded companies and costs are saved', async () => {
  const { page, close } = await open(owner, '/settings/relay');
  await page.getByLabel('紹介の対象から除く会社').fill('株式会社あけぼの\n\n株式会社ゆうひ');
  await page.getByRole('switch', { name: '費用を計算する' }).click();
  await page.getByLabel('採用1名あたりの費用').fill('900000');
  await see(page.getByText('変更が2件あります')).toBeVisible();
  await save(page);
  expect(await readSettings()).toMatchObject({
    excluded_companies: ['株式会社あけぼの', '株式会社ゆうひ'],
    figures: { cost_per_hire_yen: 900_000 },
  });
  await close();
});

test('what somebody else changed meanwhile is kept', async () => {
  const { page, close } = await open(owner, '/settings/rules');
  await page.getByLabel('人材紹介会社のメールドメイン').fill('agency.example.jp');
  await unwrap(
    company.api.PATCH('/v1/settings', {
      params: { header: { 'If-Match': '*' } },
      body: { waiting_after_business_days: 20 },
    }),
  );
  await save(page);
  expect(await readSettings()).toMatchObject({
    agency_domains: ['agency.example.jp'],
    waiting_after_business_days: 20,
  });
  await close();
});

test('members who are no owners read the settings', async () => {
  const { page, close } = await open(recruiter, '/settings');
  await see(page.getByText('設定の変更はオーナーが行えます。')).toBeVisible();
  await see(page.getByLabel('選考結果のメールまでの日数')).toBeDisabled();
  await close();
});

const screens = [
  ['hours', '/settings', /送信までの期間|How long until a mail leaves/],
  ['sender', '/settings/sender', /送信元ドメインの DNS|DNS of the sender domain/],
  ['rules', '/settings/rules', /フィードバックと選考体験のアンケート|Feedback and experience/],
  ['keeping', '/settings/keeping', /不採用理由の分類|Classes of reasons/],
  ['relay', '/settings/relay', /費用の計算|Your costs/],
] as const;
test.each(screens.flatMap(([name, path, heading]) => forms.map((look) => ({ name, path, heading, ...look }))))(
  'the settings are accessible: $name, $language, $scheme, $size',
  async ({ name, path, heading, ...look }) => {
    const opened = await open(owner, path, look);
    await opened.page.getByRole('heading', { level: 2, name: heading }).waitFor();
    await opened.settle();
    await opened.picture(`settings-${name}-${look.language}-${look.scheme}-${look.size}`);
    await expectAccessible(opened);
    await opened.close();
  },
);
