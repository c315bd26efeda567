import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const open = useConsole();
const waitMs = 30_000;
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  for (const familyName of ['髙橋', '田中', '鈴木', '伊藤', '渡辺', '山本'])
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName, givenName: '葵' }) }));
});

/** Mails by name, with their approval. */
const readQueue = async () =>
  Object.fromEntries(
    (await Array.fromAsync(company.api.pages('/v1/mails'))).map(({ name, approval }) => [name, approval]),
  );
const countApproved = async () => Object.values(await readQueue()).filter((state) => state === 'approved').length;
/** The changes that the page sent, by their path. */
function recordChanges(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname);
  });
  return sent;
}
async function slowDown(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const set = (latency: number, throughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  await set(1_500, 50_000);
  return () => set(0, -1).then(() => undefined);
}

test('what one person decides, another sees in the queue, in the open mail and on Today, without a reload', async () => {
  const approver = await company.addMember('approver', '承認 次郎');
  const [deciding, reading, today] = await Promise.all([
    open(recruiter, '/mails'),
    open(approver, '/mails'),
    open(await company.addMember('viewer', '渡辺 見'), '/'),
  ]);
  const toDo = today.page.getByRole('region', { name: '対応が必要なこと' });
  await see(toDo.getByRole('link', { name: /承認を待っているメール.*\D6$/ })).toBeVisible();
  await reading.page.getByRole('link', { name: /髙橋 葵/ }).click();
  await see(reading.page.getByRole('button', { name: '承認して次へ' })).toBeVisible();
  const loads: string[] = [];
  for (const { page } of [reading, today]) page.on('load', () => loads.push(page.url()));

  await deciding.page.getByRole('link', { name: /髙橋 葵/ }).click();
  await deciding.page.getByRole('button', { name: '承認して次へ' }).click();
  await see(reading.page.getByRole('link', { name: /髙橋 葵.*承認済み/ })).toBeVisible();
  await see(reading.page.getByRole('region', { name: 'メール本文' }).getByText('佐藤 花子（').first()).toBeVisible();
  await see(reading.page.getByRole('button', { name: '承認して次へ' })).toHaveCount(0);
  await see(toDo.getByRole('link', { name: /承認を待っているメール.*\D5$/ })).toBeVisible();
  expect(loads).toEqual([]);
  await Promise.all([deciding.close(), reading.close(), today.close()]);
});

test('a double click decides about one mail, and a key that is held down about one', async () => {
  const { page, close } = await open(recruiter, '/mails?state=awaiting');
  const before = await countApproved();
  await page.getByRole('link', { name: /田中 葵/ }).click();
  const approve = page.getByRole('button', { name: '承認して次へ' });
  const heading = page.getByRole('region', { name: 'メール本文' }).getByRole('heading', { level: 2 });
  const rows = page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('listitem');
  const box = await approve.boundingBox();
  if (box === null) throw new Error('The button is not shown.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x, y);
  await see(page.getByText('1件を承認しました')).toBeVisible();
  await see(heading).not.toHaveText('田中 葵');
  await see(rows).toHaveCount(4);
  await see(approve).toBeEnabled();
  // The second click of a slow hand: by now the button is about the mail that follows.
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await expect.poll(countApproved, { timeout: waitMs }).toBe(before + 1);

  const sent = recordChanges(page);
  await page.keyboard.down('a');
  await see(page.getByText('1件を承認しました')).toBeVisible();
  for (let n = 0; n < 10; n += 1) await page.keyboard.down('a');
  await page.keyboard.up('a');
  await page.keyboard.press('j');
  await see(rows).toHaveCount(3);
  expect(sent.filter((path) => path === '/v1/mails/decisions')).toHaveLength(1);
  expect(await countApproved()).toBe(before + 2);
  await close();
});

test('on a slow network a screen says that it loads, and nothing is sent twice', async () => {
  const { page, close } = await open(recruiter, '/mails?state=awaiting');
  await page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('link').first().click();
  await see(page.getByRole('button', { name: '承認して次へ' })).toBeVisible();
  const restore = await slowDown(page);
  const sent = recordChanges(page);
  await page.getByRole('button', { name: '承認して次へ' }).dblclick();
  await see(page.getByText('1件を承認しました')).toBeVisible();
  expect(sent.filter((path) => path === '/v1/mails/decisions')).toHaveLength(1);
  const mails = page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('listitem');
  await see(mails).toHaveCount(2);

  // A question is answered once, too.
  await page.getByRole('checkbox', { name: 'すべて選択' }).click();
  await page.getByRole('button', { name: '承認', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '承認' }).dblclick();
  await see(page.getByText('2件を承認しました')).toBeVisible();
  expect(sent.filter((path) => path.startsWith('/v1/mails/'))).toHaveLength(2);

  // Slow enough that nobody can miss it: the answer waits until it was seen.
  const { promise: seen, resolve: answer } = Promise.withResolvers<void>();
  await page.route('**/v1/candidates?*', async (route) => {
    await seen;
    await route.fallback();
  });
  await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: '人材プール' }).click();
  await see(page.getByRole('heading', { level: 1, name: '人材プール' })).toBeVisible();
  await see(page.getByRole('status').filter({ hasText: '読み込んでいます' }).first()).toBeVisible();
  answer();
  await see(page.getByRole('list', { name: '候補者の一覧' }).getByRole('listitem')).toHaveCount(6);
  await restore();
  await close();
});
