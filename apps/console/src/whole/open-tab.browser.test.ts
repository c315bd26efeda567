import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember, waitForTestMail } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  for (const familyName of ['髙橋', '田中'])
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName: '葵' }) }));
});

/**
 * A new version was deployed: what the tab has not loaded yet is gone from the server. `isForGood`: a reload does not
 * help either.
 */
async function deploy(page: Page, isForGood = false): Promise<{ readonly countLoads: () => number }> {
  const loaded = new Set<string>(
    await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name)),
  );
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.route('**/console/assets/*', (route) => {
    const isThere = loaded.has(route.request().url()) || (loads > 0 && !isForGood);
    return isThere ? route.continue() : route.fulfill({ status: 404, body: 'Not found' });
  });
  // After the reload the page is the new version's.
  await page.route('**/console/**', (route) => {
    if (route.request().resourceType() === 'document' && !isForGood) void page.unroute('**/console/assets/*');
    return route.fallback();
  });
  return { countLoads: () => loads };
}

test('a screen that is gone after a deployment is loaded with the page, once, and the person reads why', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).waitFor();
  const { countLoads } = await deploy(page);
  await page.getByRole('link', { name: '成果', exact: true }).click();
  await see(page.getByText('新しいバージョンになったため、画面を読み込み直しました。')).toBeVisible();
  await see(page.getByRole('heading', { level: 1, name: '成果' })).toBeVisible();
  await expect.poll(countLoads, { timeout: 30_000 }).toBe(1);
  await page.reload();
  await see(page.getByRole('heading', { level: 1, name: '成果' })).toBeVisible();
  await see(page.getByText('新しいバージョンになったため')).toHaveCount(0);
  await close();
});

test('a dialog that is gone does not take the page with it', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 葵' })).toBeVisible();
  const { countLoads } = await deploy(page);
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '送信を取り消す' }).click();
  await see(page.getByText('新しいバージョンになったため、画面を読み込み直しました。')).toBeVisible();
  await see(page.getByRole('heading', { level: 2, name: '髙橋 葵' })).toBeVisible();
  await expect.poll(countLoads, { timeout: 30_000 }).toBe(1);
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '送信を取り消す' }).click();
  await see(page.getByRole('dialog').getByText(/髙橋 葵 へのこのメールは送信されません/)).toBeVisible();
  await close();
});

test('when a reload does not help, the page says so and stays', async () => {
  const { page, close } = await open(recruiter, '/mails');
  await page.getByRole('link', { name: /髙橋 葵/ }).waitFor();
  const { countLoads } = await deploy(page, true);
  await page.getByRole('link', { name: '成果', exact: true }).click();
  await see(page.getByRole('heading', { name: '画面を表示できませんでした' })).toBeVisible();
  await expect.poll(countLoads, { timeout: 30_000 }).toBe(1);
  await page.getByRole('link', { name: '送信待ちメール' }).click();
  await see(page.getByRole('link', { name: /髙橋 葵/ })).toBeVisible();
  await close();
});

test('a session that ended leads to the sign-in page and back to the same mail with the same filter', async () => {
  const { page, settle, close } = await open(recruiter, '/mails?state=awaiting');
  await page.getByRole('link', { name: /田中 葵/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '田中 葵' })).toBeVisible();
  await settle();
  const place = page.url();
  await page.context().clearCookies();
  await page.getByRole('button', { name: '保留' }).click();
  await see(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
  const seen = new Set([await readToken()]);
  await page.getByLabel('メールアドレス').fill(recruiter.email);
  await page.getByRole('button', { name: 'サインイン用のリンクを送る' }).click();
  await expect.poll(async () => seen.has(await readToken()), { timeout: 30_000 }).toBe(false);
  await page.goto('about:blank');
  await page.goto(`/sign-in#token=${await readToken()}`);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await see(page).toHaveURL(place);
  await see(page.getByRole('heading', { level: 2, name: '田中 葵' })).toBeVisible();
  const queue = await Array.fromAsync(company.api.pages('/v1/mails'));
  expect(queue.find(({ name }) => name === '田中 葵')?.approval).toBe('awaiting');
  await close();
});

/** The secret of the newest sign-in link. */
async function readToken(): Promise<string | undefined> {
  const { text } = await waitForTestMail(inject('stack'), recruiter.email, '');
  return /#token=([\w-]+)/.exec(text)?.[1];
}
