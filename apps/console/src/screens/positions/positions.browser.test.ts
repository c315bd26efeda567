import { unwrap } from '@goen/client';
import {
  answerOnPage,
  createTestCompany,
  sendTestInvitation,
  type TestCompany,
  type TestMember,
} from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;
let positionId: string;

const notices = [{ version: '2026-04', text: '12か月間保管します。', since: '2020-04-01', link: null }];
const dayMs = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const skill = (value: string) => ({ kind: 'skill' as const, value });

type Person = { readonly candidateId: string; readonly caseId: string; readonly remoteId: string };
const people = new Map<string, Person>();
const personOf = (name: string): Person => people.get(name) ?? { candidateId: '', caseId: '', remoteId: '' };

async function report(familyName: string, givenName: string, days: number, skills: readonly string[]): Promise<void> {
  const rejection = aRejection({ familyName, givenName });
  const body = {
    ...rejection,
    application: { ...rejection.application, applied_at: ago(days + 20), rejected_at: ago(days) },
    candidate: { ...rejection.candidate, prefecture: '東京都', tags: skills.map(skill) },
  };
  const { case_id: caseId } = await unwrap(company.api.POST('/v1/rejections', { body }));
  const path = { id: caseId };
  const { candidate_id: candidateId } = await unwrap(company.api.GET('/v1/cases/{id}', { params: { path } }));
  people.set(familyName, { candidateId, caseId, remoteId: rejection.candidate.remote_id });
}

const owner = { name: '佐藤 花子', email: 'sato@hinode.example.jp' };

/** Somebody who was written to about the position. */
async function invite(name: string): Promise<string> {
  const body = { candidate_ids: [personOf(name).candidateId], owner, what_is_new: '新しい拠点ができました。' };
  const params = { path: { id: positionId } };
  const { results } = await unwrap(company.api.POST('/v1/positions/{id}/invitations', { params, body }));
  expect(results[0]?.blocks).toEqual([]);
  const id = results[0]?.re_invitation_id ?? '';
  await sendTestInvitation(inject('stack'), company, id);
  return id;
}
const showInterest = (name: string, opening: string) =>
  answerOnPage(inject('stack'), company, { ...personOf(name), action: 'opening.interested', opening });

beforeAll(async () => {
  const keeping = { basis: 'notice' as const, notices, unconfirmed: false, statedAt: null };
  company = await createTestCompany(inject('stack'), { settings: { keeping } });
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  await report('髙橋', '由紀', 120, ['TypeScript', 'Go']);
  await report('田中', '健', 90, ['TypeScript']);
  await report('林', '美咲', 80, ['Figma']);
  await report('伊藤', '直樹', 5, ['TypeScript', 'Go']);
  await report('鈴木', '一郎', 100, ['Go']);
  await report('山本', '葵', 110, ['Go']);
  await report('中村', '翔', 70, ['Go']);
  const body = {
    title: 'シニアエンジニア',
    url: 'https://hinode.example.jp/jobs/9',
    required: [skill('TypeScript')],
    desired: [skill('Go')],
    regions: ['東京都'],
    min_years: 3,
  };
  positionId = (await unwrap(company.api.POST('/v1/positions', { body }))).id;
});

const rows = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('listitem');

test('an opening is registered with tags and working conditions, and every version of these stays', async () => {
  const { page, complaints, close } = await open(recruiter, '/positions');
  await page.getByRole('link', { name: '求人を登録' }).click();
  await page.getByRole('textbox', { name: '求人名' }).fill('データエンジニア');
  const tags = page.getByRole('region', { name: '求める条件' });
  await tags.getByRole('combobox', { name: '必須: 新しいタグ' }).fill('既婚');
  await page.keyboard.press('Enter');
  await page.getByRole('switch', { name: /キャリアリレー/ }).check();
  await page.getByRole('button', { name: '登録する' }).click();
  // Each fault stands at its field: the conditions that are missing, and what the law forbids to ask for.
  const conditions = page.getByRole('region', { name: '労働条件' });
  await see(conditions.getByRole('textbox', { name: '賃金' })).toHaveAttribute('aria-invalid', 'true');
  const texts = ['業務の内容', '試用期間', '就業の場所', '就業時間・休憩・休日・時間外労働', '賃金', '加入する保険'];
  for (const name of [...texts, '受動喫煙を防止する措置'])
    await conditions.getByRole('textbox', { name }).fill(`${name}の内容`);
  await page.getByRole('button', { name: '登録する' }).click();
  await see(tags.getByText(/「既婚」.*家族・婚姻/)).toBeVisible();
  await tags.getByRole('button', { name: '「既婚」を外す' }).click();
  await tags.getByRole('combobox', { name: '必須: 新しいタグ' }).fill('Python');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '登録する' }).click();
  await see(page.getByText('求人「データエンジニア」を登録しました')).toBeVisible();
  await see(page.getByText('キャリアリレーに参加')).toBeVisible();

  await page.getByRole('link', { name: '編集' }).click();
  await page.getByRole('textbox', { name: '賃金' }).fill('月給50万円');
  await page.getByRole('button', { name: '保存' }).click();
  await see(page.getByText('求人を保存しました')).toBeVisible();
  await see(page.getByRole('region', { name: '労働条件', exact: true }).getByText('月給50万円')).toBeVisible();
  const versions = page.getByRole('region', { name: '労働条件の履歴' });
  await versions.getByRole('button', { name: /^第1版/ }).click();
  await see(versions.getByText('賃金の内容')).toBeVisible();

  await page.getByRole('button', { name: '募集を終了' }).click();
  await see(page.getByRole('dialog').getByText(/まだ送信していないもの/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '募集を終了' }).click();
  await see(page.getByText('募集を終了しました')).toBeVisible();
  await page.getByRole('link', { name: '一覧に戻る' }).click();
  await see(rows(page, '求人の一覧')).toHaveCount(2);
  await page.getByRole('searchbox', { name: '求人名で探す' }).fill('シニア');
  await see(rows(page, '求人の一覧')).toHaveCount(1);
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
  await close();
});

test('former candidates are listed by what they meet, filtered and sorted, with the reasons against writing', async () => {
  const { page, close } = await open(viewer, `/positions/${positionId}`);
  await see(rows(page, '元候補者の一覧')).toHaveCount(7);
  const row = (name: string) => rows(page, '元候補者の一覧').filter({ hasText: name });
  await see(row('田中 健').getByText('必須「TypeScript」：満たしています')).toBeAttached();
  await see(row('田中 健').getByText('歓迎「Go」：満たしていません')).toBeAttached();
  await see(row('伊藤 直樹').getByText(/選考結果から30日以内（.+まで）/)).toBeVisible();
  await see(page.getByRole('button', { name: '案内を書く' })).toHaveCount(0);

  await page.getByRole('combobox', { name: '満たしている条件' }).click();
  await page.getByRole('option', { name: 'TypeScript' }).click();
  await see(rows(page, '元候補者の一覧')).toHaveCount(3);
  await page.getByRole('combobox', { name: 'ご案内の可否' }).click();
  await page.getByRole('option', { name: 'ご案内できる方' }).click();
  await see(rows(page, '元候補者の一覧')).toHaveCount(2);
  await see(page).toHaveURL(/may=yes/);
  await page.reload();
  await see(rows(page, '元候補者の一覧')).toHaveCount(2);
  await see(rows(page, '元候補者の一覧').first()).toContainText('田中 健');
  await page.getByRole('combobox', { name: '並び順' }).click();
  await page.getByRole('option', { name: '「Go」を満たす方から' }).click();
  await see(rows(page, '元候補者の一覧').first()).toContainText('髙橋 由紀');
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await see(rows(page, '元候補者の一覧')).toHaveCount(7);
  await close();
});

test('a recruiter chooses people by keys, writes to them beside the preview, and approves the mail', async () => {
  const { page, complaints, close } = await open(recruiter, `/positions/${positionId}?may=yes&sort=oldest`);
  await see(rows(page, '元候補者の一覧').first()).toContainText('髙橋 由紀');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await see(page.getByText('1名を選択中')).toBeVisible();
  await page.getByRole('checkbox', { name: '田中 健 を選ぶ' }).check();
  await page.getByRole('button', { name: '案内を書く' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '新しくなったこと' }).fill('フルリモートで働けるようになりました。');
  const frame = dialog.frameLocator('iframe');
  await see(frame.getByText('フルリモートで働けるようになりました。')).toBeVisible();
  await see(frame.getByText('髙橋様')).toBeVisible();
  await dialog.getByRole('button', { name: '次の方' }).click();
  await see(frame.getByText('田中様')).toBeVisible();

  await dialog.getByRole('switch', { name: /この求人専用に書く/ }).check();
  const body = dialog.getByRole('textbox', { name: '本文' });
  const text = await body.inputValue();
  await body.fill(`${text}\n\nこちらは{{nobody}}です。`);
  await see(dialog.getByText('文面に直すところが1か所あります')).toBeVisible();
  await see(dialog.locator('mark[data-look=fault]')).toHaveText('{{nobody}}');
  await dialog.getByRole('button', { name: /へ移動$/ }).click();
  const selected = await body.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(selected).toBe('{{nobody}}');
  await see(dialog.getByRole('button', { name: '2名に案内する' })).toBeDisabled();
  await body.fill(`${text}\n\n社員一同、お待ちしています。`);
  await see(frame.getByText('社員一同、お待ちしています。')).toBeVisible();
  await dialog.getByRole('button', { name: '2名に案内する' }).dblclick();
  await see(page.getByText('2名へのご案内を、送信待ちに入れました')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).last().click();
  await see(rows(page, '元候補者の一覧').filter({ hasText: '田中 健' })).toHaveCount(0);

  await page.getByRole('tab', { name: 'ご案内した方' }).click();
  await page.getByRole('link', { name: /田中 健/ }).click();
  const detail = page.getByRole('region', { name: 'ご案内の内容' });
  await see(detail.frameLocator('iframe').getByText('社員一同、お待ちしています。')).toBeVisible();
  await detail.getByRole('button', { name: '承認する' }).click();
  await see(page.getByText('田中 健 へのメールを承認しました')).toBeVisible();
  // While the pointer is on it, it stays.
  await page.getByText('田中 健 へのメールを承認しました').hover();
  await see(detail.getByText('承認済み')).toBeVisible();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await see(detail.getByText('承認待ち')).toBeVisible();
  await see(detail.getByRole('link', { name: '送信待ちメールで開く' })).toHaveAttribute('href', /kind=re_invitation/);
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
  await close();
});

test('an interest gets its owner and its answer, which waits in the queue', async () => {
  const [talk, regret] = [await invite('鈴木'), await invite('山本')];
  await showInterest('鈴木', talk);
  await showInterest('山本', regret);
  const { page, complaints, close } = await open(recruiter, '/positions?tab=answers');
  await see(rows(page, 'ご案内の一覧')).toHaveCount(2);
  await see(rows(page, 'ご案内の一覧').filter({ hasText: '鈴木 一郎' })).toContainText('返信期限');
  await page.getByRole('link', { name: /鈴木 一郎/ }).click();
  const detail = page.getByRole('region', { name: 'ご案内の内容' });
  await detail.getByRole('button', { name: '担当者を変える' }).click();
  await detail.getByRole('combobox', { name: '関心のお返事に返信する担当者' }).click();
  await page.getByRole('option', { name: '渡辺 見' }).click();
  await detail.getByRole('button', { name: '保存' }).click();
  await see(page.getByText('担当者を 渡辺 見 に変えました')).toBeVisible();

  await detail.getByRole('button', { name: '「お話ししたい」と返信' }).click();
  const dialog = page.getByRole('dialog');
  const body = dialog.getByRole('textbox', { name: '本文' });
  await body.fill(`${await body.inputValue()}\n\n来週の火曜日はいかがでしょうか。`);
  await see(dialog.frameLocator('iframe').getByText('来週の火曜日はいかがでしょうか。')).toBeVisible();
  await dialog.getByRole('button', { name: 'この内容で返信' }).click();
  await see(page.getByText('鈴木 一郎 への返信を、送信待ちに入れました')).toBeVisible();
  await see(rows(page, 'ご案内の一覧')).toHaveCount(1);

  await page.getByRole('link', { name: /山本 葵/ }).click();
  // The key is about the person who is open.
  await see(detail.getByRole('heading', { level: 2, name: '山本 葵' })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('button', { name: 'この内容で返信' }).click();
  await see(page.getByText('返信を待っている方はいません')).toBeVisible();
  const { items } = await unwrap(company.api.GET('/v1/mails', {}));
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['re_invitation_talk', 're_invitation_regret']));
  expect(complaints).toEqual([]);
  await close();
});

test('applications that followed are listed and counted per opening', async () => {
  await invite('中村');
  const event = {
    type: 'candidate.reapplied' as const,
    source: { ats: 'herp' },
    occurred_at: new Date().toISOString(),
    candidate: { remote_id: personOf('中村').remoteId },
  };
  await unwrap(company.api.POST('/v1/events', { body: event }));
  const { page, close } = await open(viewer, '/positions?tab=outcome');
  const cells = page.getByRole('row', { name: /シニアエンジニア/ }).getByRole('cell');
  await see(cells.last()).toHaveText('1');
  await cells.last().getByRole('link').click();
  await see(page).toHaveURL(/show=reapplied/);
  await see(rows(page, 'ご案内の一覧')).toHaveCount(1);
  await see(rows(page, 'ご案内の一覧').first()).toContainText('中村 翔');
  await see(rows(page, 'ご案内の一覧').first()).toContainText('再応募');
  await close();
});

test('a viewer sees no buttons that change anything', async () => {
  const { page, close } = await open(viewer, '/positions');
  await see(page.getByRole('link', { name: '求人を登録' })).toHaveCount(0);
  await page.goto('/console/positions/new');
  await see(page.getByText('あなたの権限では、求人の登録と編集はできません。')).toBeVisible();
  const quiet = await createTestCompany(inject('stack'), { name: '株式会社しずか' });
  const empty = await open(await quiet.addMember('recruiter'), '/positions');
  await see(empty.page.getByText('求人はまだ登録されていません')).toBeVisible();
  await empty.close();
  await close();
});

test.each(forms)('openings are accessible: $language, $scheme, $size', async (look) => {
  const form = `${look.language}-${look.scheme}-${look.size}`;
  const opened = await open(recruiter, '/positions', look);
  const { page } = opened;
  const visit = async (path: string, name: string, ready: () => Promise<unknown>) => {
    await page.goto(`/console${path}`);
    await ready();
    await opened.picture(`positions-${name}-${form}`);
    await expectAccessible(opened);
  };
  await visit('/positions', 'list', () => page.getByRole('link', { name: /シニアエンジニア/ }).waitFor());
  await visit(`/positions/${positionId}`, 'candidates', () => page.getByText('林 美咲').waitFor());
  await page.getByRole('checkbox', { name: /林 美咲/ }).check();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('フルリモートで働けるようになりました。');
  await dialog.frameLocator('iframe').getByText('フルリモートで働けるようになりました。').waitFor();
  await opened.picture(`positions-compose-${form}`);
  await expectAccessible(opened);
  await visit(`/positions/${positionId}?tab=invitations`, 'invited', () => page.getByText('田中 健').first().waitFor());
  await visit('/positions/new', 'form', async () => {
    await page.getByRole('switch').check();
    await page.getByRole('textbox').last().waitFor();
  });
  await visit('/positions?tab=outcome', 'outcome', () => page.getByRole('table').waitFor());
  await opened.close();
});
