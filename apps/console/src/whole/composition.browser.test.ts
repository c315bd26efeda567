import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '髙橋', givenName: '葵' }) }));
});

/** Types as an input method does: the text is underlined until it is confirmed, and keys arrive as `Process`. */
async function compose(page: Page, text: string): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  return session;
}
/** A key that belongs to the input method, as Chromium reports it. */
const pressWhileComposing = (page: Page, ...keys: readonly string[]) =>
  page.evaluate((pressed) => {
    for (const key of pressed)
      for (const type of ['keydown', 'keyup'])
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent(type, { key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true }),
        );
  }, keys);

test('while Japanese is composed no key acts: in the list, the palette, a search, a tag, a dialog', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).waitFor();
  const menu = page.getByRole('navigation', { name: 'メニュー' });
  const changes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') changes.push(request.url());
  });
  await page.keyboard.press('j');
  await see(page.getByRole('heading', { level: 2, name: '髙橋 葵' })).toBeVisible();
  const place = page.url();
  await pressWhileComposing(page, 'a', 'h', 'e', 'x', '?', 'Enter', 'Escape');
  await see(page.getByRole('dialog')).toHaveCount(0);
  expect(page.url()).toBe(place);

  // Enter takes what was composed, not the first entry of the palette; Escape drops it, not the palette.
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('画面や操作の名前を入力');
  await search.fill('成');
  await compose(page, 'か');
  await pressWhileComposing(page, 'Enter', 'Escape');
  await see(search).toBeVisible();
  expect(page.url()).toBe(place);
  await page.keyboard.insertText('果');
  await page.keyboard.press('Enter');
  await see(page.getByRole('heading', { level: 1, name: '成果' })).toBeVisible();

  await menu.getByRole('link', { name: '人材プール' }).click();
  const tags = page.getByRole('combobox', { name: 'すべてに当てはまるタグ' });
  await tags.click();
  await compose(page, 'てすと');
  await pressWhileComposing(page, 'Enter');
  expect(new URL(page.url()).searchParams.has('tag')).toBe(false);
  await page.keyboard.insertText('TypeScript');
  await page.keyboard.press('Enter');
  await see(page).toHaveURL(/tag=/);

  // Escape while composing leaves the text that was written.
  await menu.getByRole('link', { name: '送信待ちメール' }).click();
  // Until then a row of the same person is that of the pool.
  await see(page.getByRole('heading', { level: 1, name: '送信待ちメール' })).toBeVisible();
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await page.getByRole('button', { name: '文面を編集' }).click();
  const body = page.getByRole('dialog').getByLabel('本文', { exact: true });
  await body.fill('下書き');
  await body.press('End');
  await compose(page, 'です');
  await pressWhileComposing(page, 'Escape');
  await see(body).toHaveValue(/^下書き/);
  expect(changes.filter((url) => url.includes('/decisions'))).toEqual([]);
  await close();
});
