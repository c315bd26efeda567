import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;

const people = [
  ['髙橋', '由紀', 'バックエンドエンジニア', 'interview'],
  ['田中', '健', 'デザイナー', 'documents'],
  ['鈴木', '一郎', 'バックエンドエンジニア', 'final'],
  ['伊藤', '美咲', '法人営業', 'documents'],
] as const;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  for (const [familyName, givenName, job, stage] of people) {
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName, job, stage }) }));
  }
});

const readQueue = async () =>
  Object.fromEntries(
    (await Array.fromAsync(company.api.pages('/v1/mails'))).map(({ name, approval }) => [name, approval]),
  );

test('a recruiter reads a mail, approves it and goes on to the next, holds that, and takes it back', async () => {
  const { page, complaints, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.frameLocator('iframe').getByText('髙橋').first()).toBeVisible();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await see(page.getByText(/まで元に戻せます/)).toBeVisible();
  // Which one is next depends on when each leaves.
  const heading = page.getByRole('region', { name: 'メール本文' }).getByRole('heading', { level: 2 });
  await see(heading).not.toHaveText('髙橋 由紀');
  const next = (await heading.textContent()) ?? '';
  await expect.poll(readQueue, { timeout: 30_000 }).toMatchObject({ '髙橋 由紀': 'approved', [next]: 'awaiting' });

  await page.keyboard.press('h');
  await see(page.getByText('1件を保留にしました')).toBeVisible();
  // While the pointer is on it, it stays.
  await page.getByText('1件を保留にしました').hover();
  await expect.poll(readQueue, { timeout: 30_000 }).toMatchObject({ [next]: 'held' });
  await page.getByRole('button', { name: '元に戻す' }).click();
  await see(page.getByText('元に戻しました')).toBeVisible();
  await expect.poll(readQueue, { timeout: 30_000 }).toMatchObject({ [next]: 'awaiting' });

  // As long as the message that offers to undo it promised, and not only as long as that is shown.
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  const choose = async (action: string) => {
    await page.getByRole('button', { name: 'その他の操作' }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await choose('承認を取り消す');
  await expect.poll(readQueue, { timeout: 30_000 }).toMatchObject({ '髙橋 由紀': 'awaiting' });
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await expect.poll(readQueue, { timeout: 30_000 }).toMatchObject({ '髙橋 由紀': 'approved' });
  expect(complaints).toEqual([]);
  await close();
});

test('a decision that is on its way shows on the button that started it, and on no other', async () => {
  const { page, close } = await open(recruiter, '/mails?state=awaiting');
  await page.getByRole('link', { name: /鈴木 一郎/ }).click();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/v1/mails/decisions', async (route) => {
    await released;
    // The page may be closed by now.
    await route.abort().catch(() => {});
  });
  await page.getByRole('button', { name: '保留', exact: true }).click();
  await see(page.getByRole('button', { name: '保留', exact: true })).toHaveAttribute('data-loading', 'true');
  await see(page.getByRole('button', { name: '承認して次へ' })).not.toHaveAttribute('data-loading');
  release();
  await close();
});

test('keys choose mails, and many are approved at once', async () => {
  const { page, close } = await open(recruiter, '/mails?state=awaiting');
  await see(page.getByRole('link', { name: /伊藤 美咲/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await see(page.getByText('2件を選択中')).toBeVisible();
  await page.getByRole('button', { name: '承認', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認' }).click();
  await see(page.getByText('2件を承認しました')).toBeVisible();
  await see(page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('listitem')).toHaveCount(1);
  await close();
});

test('filters and the mail that is open are in the address: reload and back keep them', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /鈴木 一郎/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '鈴木 一郎' })).toBeVisible();
  await page.reload();
  await see(page.getByRole('heading', { level: 2, name: '鈴木 一郎' })).toBeVisible();
  await page.getByRole('tab', { name: /^明日/ }).click();
  await see(page).toHaveURL(/day=20/);
  await page.goBack();
  await see(page.getByRole('heading', { level: 2, name: '鈴木 一郎' })).toBeVisible();
  await close();
});

test('the text of one mail is edited beside what its candidate receives, and approved', async () => {
  const { page, complaints, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /田中 健/ }).click();
  await page.getByRole('button', { name: '文面を編集' }).click();
  const dialog = page.getByRole('dialog');
  const body = dialog.getByLabel('本文', { exact: true });
  const text = await body.inputValue();
  await see(dialog.frameLocator('iframe').getByText('田中').first()).toBeVisible();
  // It is the text of this person, and not a template.
  expect(text).toMatch(/田中様[\s\S]*株式会社ひので[\s\S]*〔候補者専用ページのリンク〕/);
  expect(text).not.toContain('{{');
  await see(dialog.frameLocator('iframe').getByText('田中').first()).toBeVisible();
  await body.fill(`田中様、{{nobody}}\n\n${text}`);
  await see(dialog.getByText('この名前の差し込み項目はありません。')).toBeVisible();
  await see(dialog.getByRole('button', { name: '1行目 5文字目へ移動' })).toBeVisible();
  await body.fill(text.replaceAll('田中様', 'あなた'));
  await see(dialog.getByText('必須の差し込み項目が足りません。（宛名（姓＋様））')).toBeVisible();
  await see(dialog.getByRole('button', { name: '田中様' })).toBeVisible();
  // What the candidate receives stays in sight.
  await see(dialog.frameLocator('iframe').getByText('田中').first()).toBeVisible();
  await see(dialog.getByRole('button', { name: 'この文面で承認' })).toBeDisabled();
  await body.fill(`${text}\n\n面接でのお話が印象に残りました。`);
  await see(dialog.frameLocator('iframe').getByText('面接でのお話が印象に残りました。')).toBeVisible();
  await dialog.getByRole('button', { name: 'この文面で承認' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await see(page.getByText(/個別に編集済み/)).toBeVisible();
  await see(page.frameLocator('iframe').getByText('面接でのお話が印象に残りました。')).toBeVisible();
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
  await close();
});

test('a mail is moved to another day, and everything that matches is held at once', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /鈴木 一郎/ }).click();
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '送信日時を変更' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '送信日時を変更' }).click();
  await see(page.getByText(/1件の送信日時を変更しました|変更はありませんでした/)).toBeVisible();
  await page.getByRole('checkbox', { name: 'すべて選択' }).click();
  await page
    .getByRole('region', { name: '送信待ちメールの一覧' })
    .getByRole('button', { name: '保留', exact: true })
    .click();
  await page.getByText(/件を保留にしました/).hover();
  await expect
    .poll(async () => new Set(Object.values(await readQueue())), { timeout: 30_000 })
    .toEqual(new Set(['held']));
  await page.getByRole('button', { name: '元に戻す' }).click();
  await see(page.getByText('元に戻しました')).toBeVisible();
  await close();
});

test('a mail can be cancelled after the consequence was read', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /伊藤 美咲/ }).click();
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '送信を取り消す' }).click();
  await see(page.getByRole('dialog').getByText(/伊藤 美咲 へのこのメールは送信されません/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '送信を取り消す' }).click();
  await see(page.getByText('1件の送信を取り消しました')).toBeVisible();
  // What is left is the mail that follows in half a year.
  await see(page.getByRole('link', { name: /伊藤 美咲.*選考結果/ })).toHaveCount(0);
  await close();
});

test('with four eyes a text is saved for somebody else to approve, and it shows who wrote it', async () => {
  const strict = await createTestCompany(inject('stack'), { settings: { fourEyes: true } });
  const [writer, other] = [
    await strict.addMember('recruiter', '筆者 花'),
    await strict.addMember('recruiter', '承認 一'),
  ];
  await unwrap(strict.api.POST('/v1/rejections', { body: aRejection({ familyName: '小林', givenName: '凛' }) }));
  const writing = await open(writer, '/mails');
  await writing.page.getByRole('link', { name: /小林 凛/ }).click();
  await writing.page.getByRole('button', { name: '文面を編集' }).click();
  const dialog = writing.page.getByRole('dialog');
  const body = dialog.getByLabel('本文', { exact: true });
  await body.fill(`${await body.inputValue()}\n\nお話が印象に残りました。`);
  await see(dialog.getByRole('button', { name: 'この文面で承認' })).toHaveCount(0);
  await dialog.getByRole('button', { name: '承認せずに保存' }).click();
  await see(writing.page.getByText('1件の文面を保存しました')).toBeVisible();
  await see(writing.page.getByText(/筆者 花（/).first()).toBeVisible();
  await writing.page.getByRole('button', { name: '承認して次へ' }).click();
  await see(writing.page.getByText('ほかの方の承認が必要です')).toBeVisible();
  await writing.close();
  const approving = await open(other, '/mails');
  await approving.page.getByRole('link', { name: /小林 凛/ }).click();
  await see(approving.page.getByText('最後に書いた方')).toBeVisible();
  await approving.page.getByRole('button', { name: '承認して次へ' }).click();
  await see(approving.page.getByText('1件を承認しました')).toBeVisible();
  await approving.close();
});

test('a viewer reads and is offered nothing to decide', async () => {
  const { page, close } = await open(viewer, '/mails');
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 由紀' })).toBeVisible();
  await see(page.getByRole('button', { name: '保留' })).toHaveCount(0);
  await close();
});

test.each(forms)('the queue is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, '/mails', look);
  const { page } = opened;
  await page.getByRole('link', { name: /髙橋 由紀/ }).waitFor();
  await opened.picture(`mails-list-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await page.getByRole('link', { name: /髙橋 由紀/ }).click();
  await page.frameLocator('iframe').getByText('髙橋').first().waitFor();
  await opened.picture(`mails-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
