import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;
let kind: 'rejection' | 'rejection_relay';

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  for (const stage of ['final', 'final', 'documents'] as const)
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ stage }) }));
  const { items } = await unwrap(company.api.GET('/v1/mails', {}));
  kind = items[0]?.kind === 'rejection_relay' ? 'rejection_relay' : 'rejection';
});

const nameOf = () => (kind === 'rejection' ? '選考結果' : '選考結果とご案内');

test('a wording is written beside its mail, with its faults at their place, and changes the queued mails', async () => {
  const { page, complaints, close } = await open(recruiter, '/wordings');
  const cell = page.getByRole('link', { name: `${nameOf()}・最終面接・すべての職種・日本語：` });
  await see(cell).toContainText('標準の文面');
  await cell.click();
  await see(page.getByRole('heading', { level: 1, name: nameOf() })).toBeVisible();
  await see(page.getByText('標準の文面（まだ自社の文面がありません）')).toBeVisible();
  // Two of the three that wait are about a final interview.
  await see(page.getByText('保存すると、送信待ちの2通がこの文面になります')).toBeVisible();
  const body = page.getByRole('textbox', { name: '本文' });
  const text = await body.inputValue();
  await body.fill(`${text}\n\nこちらは{{nobody}}です。`);
  await see(page.locator('mark[data-look=fault]')).toHaveText('{{nobody}}');
  await see(page.getByText(/この名前の差し込み項目はありません。/)).toBeVisible();
  await see(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled();
  await page
    .getByRole('button', { name: /へ移動$/ })
    .last()
    .click();
  const readSelected = () =>
    body.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
  expect(await readSelected()).toBe('{{nobody}}');

  await body.fill(`${text}\n\n面接では貴重なお話をありがとうございました。`);
  const frame = page.frameLocator('iframe').first();
  await see(frame.getByText('面接では貴重なお話をありがとうございました。')).toBeVisible();
  await body.press('End');
  await page.getByRole('region', { name: '差し込み項目' }).getByRole('button', { name: '会社名' }).click();
  await see(body).toHaveValue(/ありがとうございました。\{\{company\}\}$/);
  await see(page.getByRole('button', { name: '保存', exact: true })).toBeEnabled();
  await page.keyboard.press('Control+s');
  await see(page.getByText('文面を保存しました（第1版）')).toBeVisible();
  await see(page.getByText('この範囲の文面（第1版）')).toBeVisible();
  await page.getByRole('link', { name: '文面の一覧へ' }).click();
  await see(cell).toContainText('自社（第1版）');
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
  await close();
});

test('every version stays, with what it changed; an earlier one is taken up again, and a wording is retired', async () => {
  const search = `kind=${kind}&locale=ja&stage=final`;
  const { page, close } = await open(recruiter, `/wordings/edit?${search}`);
  const body = page.getByRole('textbox', { name: '本文' });
  await see(body).toHaveValue(/貴重なお話/);
  const first = await body.inputValue();
  await body.fill(first.replace('貴重なお話', '長時間のお話'));
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await see(page.getByText('文面を保存しました（第2版）')).toBeVisible();
  const history = page.getByRole('region', { name: '履歴' });
  await history.getByRole('button', { name: /^第2版/ }).click();
  await see(history.locator('ins')).toContainText('長時間');
  await see(history.locator('del')).toContainText('貴重');
  await history.getByRole('button', { name: /^第2版/ }).click();
  await history.getByRole('button', { name: /^第1版/ }).click();
  await history.getByRole('button', { name: 'この版を編集欄に入れる' }).click();
  await see(body).toHaveValue(first);

  // What is not saved is not lost by accident.
  await page.getByRole('link', { name: '文面の一覧へ' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'キャンセル' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await see(page.getByText('文面を保存しました（第3版）')).toBeVisible();
  await page.getByRole('button', { name: 'この範囲の文面をやめる' }).click();
  await see(page.getByRole('dialog').getByText(/より広い範囲の文面/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'この範囲の文面をやめる' }).click();
  await see(page.getByText('この範囲の文面をやめました')).toBeVisible();
  await see(page.getByText('標準の文面（まだ自社の文面がありません）')).toBeVisible();
  await see(body).not.toHaveValue(/貴重なお話/);
  await close();
});

test('a category has wordings of its own, both versions stand side by side, and a test reaches oneself', async () => {
  const { page, close } = await open(recruiter, '/wordings');
  await page.getByRole('textbox', { name: '職種を追加' }).fill('営業職');
  await page.getByRole('button', { name: '追加' }).click();
  await page.getByRole('link', { name: '選考結果・面接・営業職・英語：' }).click();
  await see(page).toHaveURL(/category=/);
  await see(page.frameLocator('iframe').first().getByText(/Dear/)).toBeVisible();
  await page.getByRole('switch', { name: 'もう一方の文面と並べて見る' }).check();
  const both = page.getByRole('region', { name: '「結果のみ」と「ご案内つき」' });
  await see(both.locator('iframe')).toHaveCount(2);
  await page.getByRole('button', { name: '自分に試しに送る' }).click();
  await see(page.getByText(`${recruiter.email} に試しのメールを送りました`)).toBeVisible();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await see(page.getByText('文面を保存しました（第1版）')).toBeVisible();
  await page.getByRole('combobox', { name: '選考段階' }).click();
  await page.getByRole('option', { name: 'すべての段階' }).click();
  await see(page.getByText('標準の文面（まだ自社の文面がありません）')).toBeVisible();
  await page.goBack();
  await see(page.getByText('この範囲の文面（第1版）')).toBeVisible();
  await close();
});

test('a viewer reads wordings, and changes none', async () => {
  const { page, close } = await open(viewer, '/wordings');
  await page.getByRole('link', { name: '6か月後のご連絡・すべての段階・すべての職種・日本語：' }).click();
  await see(page.getByText('あなたの権限では、文面の変更はできません。')).toBeVisible();
  await see(page.getByRole('textbox', { name: '本文' })).toHaveAttribute('readonly', '');
  await see(page.getByRole('button', { name: '保存', exact: true })).toHaveCount(0);
  await close();
});

test.each(forms)('wordings are accessible: $language, $scheme, $size', async (look) => {
  const form = `${look.language}-${look.scheme}-${look.size}`;
  const opened = await open(recruiter, '/wordings', look);
  const { page } = opened;
  await page.getByRole('table').first().waitFor();
  await opened.picture(`wordings-grid-${form}`);
  await expectAccessible(opened);
  await page.goto('/console/wordings/edit?kind=rejection&locale=ja&stage=interview');
  const body = page.getByRole('textbox').last();
  await page.frameLocator('iframe').first().locator('p:visible').first().waitFor();
  await opened.picture(`wordings-edit-${form}`);
  await expectAccessible(opened);
  await body.fill(`${await body.inputValue()}\n\n{{nobody}}`);
  await page.locator('mark[data-look=fault]').waitFor();
  await opened.picture(`wordings-fault-${form}`);
  // The browser says that the preview was refused.
  await expectAccessible({ ...opened, complaints: opened.complaints.filter((line) => !line.includes('422')) });
  await opened.close();
});
