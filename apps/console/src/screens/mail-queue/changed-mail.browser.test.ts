import { type MailDecision, unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
});

/** A mail in the queue, which another member changes while the page is not told. */
async function openMail(familyName: string) {
  const { case_id: caseId } = await unwrap(
    company.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName: '葵' }) }),
  );
  const read = async () =>
    (await Array.fromAsync(company.api.pages('/v1/mails'))).find((mail) => mail.case_id === caseId);
  const mail = await read();
  if (mail === undefined) throw new Error('The mail is not in the queue.');
  const { wording } = await unwrap(
    company.api.GET('/v1/mails/{case_id}/preview', { params: { path: { case_id: caseId }, query: { as: 'text' } } }),
  ).then((preview) => preview as { wording: { subject: string; body: string } });
  const changeText = (addition: string) => {
    const text = { subject: wording.subject, body: `${wording.body}\n\n${addition}` };
    const decision: MailDecision = { case_id: caseId, kind: mail.kind, action: 'edit', wording: text };
    return unwrap(company.api.POST('/v1/mails/decisions', { body: { decisions: [decision] } }));
  };
  const opened = await open(recruiter, '/mails');
  await opened.page.route('**/v1/live', (route) => route.abort());
  await opened.page.goto(`/console/mails?mail=${caseId}.${mail.kind}`);
  await see(opened.page.frameLocator('iframe').getByText(`${familyName}様`).first()).toBeVisible();
  return { ...opened, read, changeText };
}
const readMail = (page: Page) => page.frameLocator('iframe');

test('who approves a mail approves what they read, and not what a colleague made of it meanwhile', async () => {
  const { page, read, changeText, close } = await openMail('髙橋');
  await changeText('弊社の別の職種もご検討ください。');
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('髙橋 葵: このメールへの操作を反映できませんでした')).toBeVisible();
  expect(await read()).toMatchObject({ approval: 'awaiting', edited: true });
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await see(readMail(page).getByText('弊社の別の職種もご検討ください。')).toBeVisible();
  await page.getByRole('button', { name: '承認して次へ' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  expect(await read()).toMatchObject({ approval: 'approved' });
  await close();
});

test('a text that cannot be saved stays: the network fails, then a colleague was faster', async () => {
  const { page, read, changeText, close } = await openMail('田中');
  await page.getByRole('button', { name: '文面を編集' }).click();
  const dialog = page.getByRole('dialog');
  const body = dialog.getByLabel('本文', { exact: true });
  await body.fill(`${await body.inputValue()}\n\nお話が印象に残りました。`);
  await see(dialog.frameLocator('iframe').getByText('お話が印象に残りました。')).toBeVisible();
  await page.route('**/v1/mails/decisions', (route) => route.abort());
  await dialog.getByRole('button', { name: 'この文面で承認' }).click();
  await see(page.getByText('サーバーに接続できません')).toBeVisible();
  await see(body).toHaveValue(/お話が印象に残りました。/);
  // It was tried again, and then given up.
  await see(dialog.getByRole('button', { name: 'この文面で承認' })).toBeEnabled();
  await page.unroute('**/v1/mails/decisions');

  await changeText('ほかの方の文章です。');
  await dialog.getByRole('button', { name: 'この文面で承認' }).click();
  await see(dialog.getByText(/編集している間に、このメールの内容が変わりました/)).toBeVisible();
  await see(body).toHaveValue(/お話が印象に残りました。/);
  expect(await read()).toMatchObject({ approval: 'awaiting' });
  await dialog.getByRole('button', { name: 'この文面で承認' }).click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await see(dialog).toHaveCount(0);
  await see(readMail(page).getByText('お話が印象に残りました。')).toBeVisible();
  await see(readMail(page).getByText('ほかの方の文章です。')).toHaveCount(0);
  await close();
});

test('a note that is not saved yet keeps its mail from being approved without it', async () => {
  const { page, read, close } = await openMail('伊藤');
  const [rejection_id = ''] = (await read())?.rejection_ids ?? [];
  const params = { path: { rejection_id } };
  await unwrap(company.api.PUT('/v1/rejections/{rejection_id}/personal-note', { params, body: { text: '一言' } }));
  await page.reload();
  const note = page.getByLabel('個別メッセージ');
  await note.fill('一言。面接ではありがとうございました。');
  const approve = page.getByRole('button', { name: '承認して次へ' });
  await see(approve).toBeDisabled();
  await page.getByRole('heading', { name: '伊藤 葵' }).click();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await see(readMail(page).getByText('面接ではありがとうございました。')).toBeVisible();
  expect(await read()).toMatchObject({ approval: 'awaiting' });
  await approve.click();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await close();
});

test('an unsaved note survives opening another mail, and saving over the note of a colleague shows a conflict', async () => {
  const { page, read, close } = await openMail('渡辺');
  const [rejection_id = ''] = (await read())?.rejection_ids ?? [];
  const params = { path: { rejection_id } };
  const writeNote = (text: string) =>
    unwrap(company.api.PUT('/v1/rejections/{rejection_id}/personal-note', { params, body: { text } }));
  const readNote = () => unwrap(company.api.GET('/v1/rejections/{rejection_id}/personal-note', { params }));
  await writeNote('最初の文章');
  await page.reload();
  const note = page.getByRole('textbox', { name: '個別メッセージ' });
  await see(note).toHaveValue('最初の文章');
  await note.fill('私の文章');
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 葵' })).toBeVisible();
  await page.getByRole('link', { name: /渡辺 葵/ }).click();
  await see(note).toHaveValue('私の文章');

  await writeNote('ほかの方の文章');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await see(page.getByRole('alert').filter({ hasText: 'ほかの方の文章' })).toBeVisible();
  await see(note).toHaveValue('私の文章');
  expect(await readNote()).toMatchObject({ text: 'ほかの方の文章' });
  await page.getByRole('button', { name: 'この内容で置き換える' }).click();
  await see(readMail(page).getByText('私の文章')).toBeVisible();
  expect(await readNote()).toMatchObject({ text: '私の文章' });
  await close();
});

test('Escape asks before it throws away a text, and answers its own question', async () => {
  const { page, close } = await openMail('山本');
  await page.getByRole('button', { name: '文面を編集' }).click();
  const body = page.getByRole('dialog').getByLabel('本文', { exact: true });
  await body.fill('書きかけの文章');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: '書きかけの内容を破棄しますか？' });
  await see(question).toBeVisible();
  await page.keyboard.press('Escape');
  await see(question).toHaveCount(0);
  await see(body).toHaveValue('書きかけの文章');
  await page.getByRole('button', { name: 'キャンセル' }).click();
  await question.getByRole('button', { name: '破棄する' }).click();
  await see(body).toHaveCount(0);
  await close();
});
