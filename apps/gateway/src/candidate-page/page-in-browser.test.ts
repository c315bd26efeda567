import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type RunningServer, serveApp } from '@goen/service-kit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { type Look, openBrowser, visit } from '../testing/page-browser.ts';

const shots = fileURLToPath(new URL('../../../../.data/screenshots/', import.meta.url));
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };

let gateway: PageFixture;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  gateway = await startPageFixture();
  await gateway.rows("update company set name = '株式会社ひので' where id = ?", [gateway.hinode.id]);
  server = await serveApp(gateway.app, { port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await gateway.close();
});

const shoot = (page: Page, name: string) =>
  page.screenshot({ path: `${shots}candidate-page-${name}.png`, fullPage: true });

const focusable = 'a, button, input, select, textarea, summary';

/** Presses Tab until the button with this name has the focus, like a keyboard user. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name, exact: true });
  const stops = await page.locator(focusable).count();
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    if (await target.and(page.locator(':focus')).count()) return;
  }
  throw new Error(`The button "${name}" cannot be reached by keyboard.`);
}

/** What must hold for every page. */
async function expectSoundPage(page: Page, { width, language }: Look): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await page.getByRole('main').count()).toBe(1);
  expect(await page.getByRole('banner').count()).toBe(1);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  for (const button of await page.getByRole('button').all()) {
    expect(await button.innerText()).not.toBe('');
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  const regions = page.getByRole('main').getByRole('region');
  for (const region of await regions.all()) {
    expect(await region.getByRole('heading', { level: 2 }).count()).toBe(1);
  }
}

const labels = {
  ja: { grant: 'キャリアリレーに同意する', done: '同意を受け付けました', erase: 'データの削除へ進む' },
  en: { grant: 'Consent to the career relay', done: 'Your consent is recorded', erase: 'Go on to delete my data' },
};
const looks = [phone, desktop].flatMap((size) =>
  (['ja', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((scheme): Look => ({ ...size, language, scheme })),
  ),
);

test.each(looks)('consent by keyboard alone, without JavaScript: $width $language $scheme', async (look) => {
  const person = await gateway.person();
  const { page, context, origins } = await visit(browser, look);
  const name = `${look.width === phone.width ? 'phone' : 'desktop'}-${look.language}-${look.scheme}`;
  const label = labels[look.language];
  await page.goto(`${server.url}/c/${person.token}?lang=${look.language}`);
  await expectSoundPage(page, look);
  await shoot(page, `${name}-1-asked`);

  await tabTo(page, label.grant);
  await Promise.all([page.waitForURL(/done=relay\.grant/), page.keyboard.press('Enter')]);
  await expectSoundPage(page, look);
  expect(await page.getByRole('status').innerText()).toContain(label.done);
  expect(await page.getByRole('button', { name: label.grant }).count()).toBe(0);
  await shoot(page, `${name}-2-granted`);
  expect(await gateway.decided(person)).toMatchObject([
    { kind: 'consent.granted', data: { consent: 'relay', evidence: { locale: look.language } } },
  ]);

  await tabTo(page, label.erase);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await expectSoundPage(page, look);
  await shoot(page, `${name}-3-erase`);
  expect([...origins]).toEqual([server.url]);
  await context.close();
});

test('pause, unsubscribe and erasure work on a phone', async () => {
  const look: Look = { ...phone, language: 'ja', scheme: 'light' };
  const person = await gateway.person();
  const { page, context, origins } = await visit(browser, look);
  await page.goto(`${server.url}/c/${person.token}`);
  for (const [press, seen] of [
    ['メールを3か月停止する', 'まで停止しました。'],
    ['停止を解除する', '停止を解除しました。'],
    ['受け取らない', '承りました。その後のご連絡はお送りしません。'],
    ['配信を停止する', 'ご案内メールの配信を停止しました。'],
  ] as const) {
    await page.getByRole('button', { name: press }).click();
    await page.getByRole('status').getByText(seen).waitFor();
    await expectSoundPage(page, look);
  }
  await shoot(page, 'phone-ja-light-4-stopped');
  await page.getByRole('button', { name: 'データの削除へ進む' }).click();
  await page.getByRole('button', { name: '削除する', exact: true }).click();
  await page.getByRole('heading', { name: 'データを削除しました' }).waitFor();
  await expectSoundPage(page, look);
  await shoot(page, 'phone-ja-light-5-erased');
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual([
    'case.paused',
    'case.resumed',
    'consent.declined',
    'mail.unsubscribed',
    'erasure.requested',
  ]);
  expect([...origins]).toEqual([server.url]);
  await context.close();
});

test('the language can be switched with one link and is kept after a decision', async () => {
  const person = await gateway.person();
  const { page, context } = await visit(browser, { ...phone, language: 'ja', scheme: 'light' });
  await page.goto(`${server.url}/c/${person.token}`);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'No, thank you' }).click();
  await page.getByRole('status').getByText('Your answer is recorded.').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await context.close();
});

test.each(['ja', 'en'] as const)(
  'the unsubscribe link of a mail program asks for confirmation, in %s',
  async (language) => {
    const look: Look = { ...phone, language, scheme: 'light' };
    const person = await gateway.person();
    const { page, context } = await visit(browser, look);
    await page.goto(`${server.url}/u/${person.token}?lang=${language}`);
    await expectSoundPage(page, look);
    await shoot(page, `phone-${language}-light-6-unsubscribe`);
    expect(await page.getByRole('button').count()).toBe(1);
    expect(await gateway.decided(person)).toEqual([]);
    await page.goto(`${server.url}/c/${'A'.repeat(43)}`);
    await expectSoundPage(page, look);
    await shoot(page, `phone-${language}-light-7-not-found`);
    await context.close();
  },
);

test.each(['ja', 'en'] as const)('an expired link is a sound page that offers a new one: %s', async (language) => {
  const person = await gateway.person();
  await gateway.rows("update candidate_link set created_at = '2020-01-01' where candidate_id = ?", [
    person.candidateId,
  ]);
  const look: Look = { ...phone, language, scheme: 'light' };
  const { page, context } = await visit(browser, look);
  await page.goto(`${server.url}/c/${person.token}?lang=${language}`);
  await expectSoundPage(page, look);
  const name = language === 'ja' ? '新しいリンクをメールで受け取る' : 'Email me a new link';
  await page.getByRole('button', { name, exact: true }).click();
  const heading = language === 'ja' ? 'お申し込みを受け付けました' : 'We have received your request';
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
  await expectSoundPage(page, look);
  await context.close();
});
