import { unwrap } from '@goen/client';
import { answerOnPage, createTestCompany, sendTestMail, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;

const notices = [{ version: '2026-04', text: '12か月間保管します。', since: '2020-04-01', link: null }];

type Reported = { readonly candidateId: string; readonly caseId: string };

async function report(familyName: string, givenName: string, job: string): Promise<Reported> {
  const stack = inject('stack');
  const body = aRejection({ familyName, givenName, job });
  const { case_id: caseId, rejection_id: rejectionId } = await unwrap(company.api.POST('/v1/rejections', { body }));
  const { candidate_id: candidateId } = await unwrap(
    company.api.GET('/v1/cases/{id}', { params: { path: { id: caseId } } }),
  );
  await sendTestMail(stack, company, {
    caseId,
    rejectionId,
    email: body.candidate.emails[0]?.value ?? '',
    fullName: `${familyName} ${givenName}`,
  });
  return { candidateId, caseId };
}
const read = (id: string) => unwrap(company.api.GET('/v1/candidates/{id}', { params: { path: { id } } }));
const pathOf = ({ candidateId }: Reported) => `/candidates/${candidateId}`;

let shown: Reported;
let changed: Reported;
let stopped: Reported;
let erased: Reported;

beforeAll(async () => {
  const keeping = { basis: 'notice' as const, notices, unconfirmed: false, statedAt: null };
  company = await createTestCompany(inject('stack'), { settings: { keeping } });
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  shown = await report('髙橋', '由紀', 'バックエンドエンジニア（React）');
  changed = await report('田中', '健', 'フロントエンドエンジニア（React）');
  stopped = await report('鈴木', '一郎', 'デザイナー');
  erased = await report('伊藤', '美咲', '法人営業');
  for (const action of ['relay.grant', 'follow_up.decline'])
    await answerOnPage(inject('stack'), company, { ...shown, action });
});

test('everything that is held is shown, until when, and what happened in words', async () => {
  const { page, complaints, close } = await open(viewer, pathOf(shown));
  await see(page.getByRole('heading', { level: 1, name: '髙橋 由紀' })).toBeVisible();
  const held = page.getByRole('region', { name: 'お預かりしている情報' });
  await see(held.getByText(/\d+年\d+月\d+日\(.\)（\d+日後）/)).toBeVisible();
  await see(held.getByText(/@example\.jp/)).toBeVisible();
  await see(held.getByText(/HERP Hire C-/)).toBeVisible();
  const timeline = page.getByRole('list', { name: 'これまでの経過' });
  await see(timeline.getByText('「バックエンドエンジニア（React）」（面接）の不採用を受け付けました')).toBeVisible();
  await see(timeline.getByText('「キャリアリレー」に同意されました')).toBeVisible();

  const consents = page.getByRole('region', { name: '同意の記録' });
  await see(consents.getByText(/専用ページ・文面 relay-ja-\S+（日本語）/)).toBeVisible();
  await see(consents.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();
  await see(
    page.getByRole('region', { name: '応募と選考' }).getByText('バックエンドエンジニア（React）'),
  ).toBeVisible();
  await see(
    page
      .getByRole('region', { name: '現在の状況' })
      .getByText(/選考結果/)
      .first(),
  ).toBeVisible();

  // Viewers see no buttons.
  await see(page.getByRole('button', { name: '登録内容を訂正' })).toHaveCount(0);
  await see(page.getByRole('button', { name: 'メモを残す' })).toHaveCount(0);
  await page
    .getByRole('region', { name: 'メール' })
    .getByRole('link', { name: /選考結果/ })
    .click();
  await see(page).toHaveURL(/\/console\/sent\?mail=/);
  await see(page.frameLocator('iframe').getByText(/髙橋/).first()).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('a recruiter corrects details and the language; the earlier value stays in the history', async () => {
  const { page, complaints, close } = await open(recruiter, pathOf(changed));
  await see(page.getByRole('heading', { level: 1, name: '田中 健' })).toBeVisible();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: '登録内容を訂正' });
  await dialog.getByLabel('名', { exact: true }).fill('健一');
  await dialog.getByLabel('メールアドレス').fill('not an address');
  await dialog.getByRole('button', { name: '保存' }).click();
  await see(dialog.getByLabel('メールアドレス')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('メールアドレス').fill('kenichi@example.jp');
  await dialog.getByRole('combobox', { name: 'メールの言語' }).click();
  await page.getByRole('option', { name: '英語' }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await see(page.getByRole('heading', { level: 1, name: '田中 健一' })).toBeVisible();
  await see(page.getByRole('list', { name: '訂正の履歴' }).getByText('名：健 → 健一')).toBeVisible();
  expect(await read(changed.candidateId)).toMatchObject({
    given_name: '健一',
    email: 'kenichi@example.jp',
    locale: 'en',
  });
  // The refused address is the only thing that the browser complains about.
  expect(complaints).toEqual([expect.stringContaining('422')]);
  await close();
});

test('tags are suggested, added, refused and removed; a note and a day to come back stay', async () => {
  const { page, close } = await open(recruiter, pathOf(changed));
  const tags = page.getByRole('region', { name: 'タグ' });
  await tags.getByRole('button', { name: 'Reactを追加' }).click();
  await see(tags.getByRole('list', { name: 'タグ' }).getByText('React')).toBeVisible();
  await tags.getByLabel('追加するタグ').fill('うつ病');
  await tags.getByRole('button', { name: '追加', exact: true }).click();
  await see(tags.getByText(/収集が禁じられている/)).toBeVisible();
  await tags.getByLabel('追加するタグ').fill('Kubernetes');
  await tags.getByRole('button', { name: '追加', exact: true }).click();
  await see(tags.getByRole('list', { name: 'タグ' }).getByText('Kubernetes')).toBeVisible();
  await tags.getByRole('button', { name: 'タグ「TypeScript」を外す' }).click();
  // While the pointer is on it, it stays.
  await page.getByText('タグ「TypeScript」を外しました').hover();
  await see(tags.getByText('TypeScript')).toHaveCount(0);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await see(tags.getByRole('button', { name: 'タグ「TypeScript」を外す' })).toBeVisible();

  await page.keyboard.press('n');
  await see(page.getByLabel('新しいメモ')).toBeFocused();
  await page.keyboard.type('来期の募集で声をかける');
  await page.getByRole('button', { name: 'メモを残す' }).click();
  await see(page.getByRole('list', { name: '社内メモ' }).getByText('来期の募集で声をかける')).toBeVisible();
  await see(page.getByRole('list', { name: '社内メモ' }).getByText(/佐藤 花子・/)).toBeVisible();

  const revisit = page.getByRole('region', { name: '連絡予定' });
  await revisit.getByRole('button', { name: '連絡する日' }).click();
  await page.getByRole('button', { name: '次の月' }).click();
  await page.locator('[data-dates-dropdown] table button:not([data-outside]):not([disabled])').first().click();
  await revisit.getByLabel('予定のメモ').fill('増員の相談');
  await revisit.getByRole('button', { name: '予定を保存' }).click();
  await see(revisit.getByText('増員の相談')).toBeVisible();
  const { notes, revisit: saved, tags: kept } = await read(changed.candidateId);
  expect(notes).toMatchObject([{ text: '来期の募集で声をかける' }]);
  expect(saved).toMatchObject({ note: '増員の相談' });
  expect(kept.map(({ value }) => value).toSorted()).toEqual(['Kubernetes', 'React', 'TypeScript']);
  await close();
});

test('mails are stopped at the request of the person', async () => {
  const { page, close } = await open(recruiter, pathOf(stopped));
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: 'メールを停止' }).click();
  const dialog = page.getByRole('dialog', { name: 'メールを停止' });
  await dialog.getByLabel('電話').check();
  await dialog.getByRole('button', { name: 'メールを停止' }).click();
  await see(page.getByText('メール停止中')).toBeVisible();
  expect(await read(stopped.candidateId)).toMatchObject({ mails_stopped: true });
  await close();
});

test('a person is erased, and the certificate says so', async () => {
  const { page, close } = await open(recruiter, pathOf(erased));
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '情報を削除' }).click();
  const dialog = page.getByRole('dialog', { name: '情報を削除' });
  await see(dialog.getByText(/伊藤 美咲 の氏名・連絡先/)).toBeVisible();
  await see(dialog.getByRole('button', { name: '完全に削除する' })).toBeDisabled();
  await dialog.getByLabel(/本人、または正当な代理人/).check();
  await dialog.getByRole('button', { name: '完全に削除する' }).click();
  await see(page.getByText('この候補者の情報は削除されました')).toBeVisible();
  const certificate = page.getByRole('region', { name: '削除の証明書' });
  await see(certificate.getByText(/ご本人からメール（/)).toBeVisible();
  await see(page.getByText('伊藤 美咲')).toHaveCount(0);
  const [printed] = await Promise.all([
    page.context().waitForEvent('page'),
    certificate.getByRole('link', { name: '日本語' }).click(),
  ]);
  await see(printed.getByText('個人データ削除証明書').first()).toBeVisible();
  expect(await read(erased.candidateId)).toMatchObject({ state: 'erased', family_name: null });
  await close();
});

test('somebody who does not exist is said to be missing', async () => {
  const { page, close } = await open(recruiter, '/candidates/00000000-0000-4000-8000-000000000000');
  await see(page.getByText('見つかりませんでした')).toBeVisible();
  await close();
});

test.each(forms)('a candidate is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, pathOf(shown), look);
  const { page } = opened;
  await page.getByRole('list', { name: /これまでの経過|What happened/ }).waitFor();
  await page.getByRole('list', { name: /同意の記録|Consents/ }).waitFor();
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 390, height: 2_400 });
  await opened.picture(`candidate-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await page.getByRole('button', { name: /その他の操作|More actions/ }).click();
  await page.getByRole('menuitem', { name: /情報を削除|Erase data/ }).click();
  await page.getByRole('dialog').waitFor();
  await opened.picture(`candidate-erase-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
