import { unwrap } from '@goen/client';
import { createTestCompany, runTestImport, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { type Opened, see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;
let owner: TestMember;

const markup = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
/** What libraries for texts, replacements and markup would take for their own. */
const template = '$t(signOut){{name}}$&%s<b>';
const long = 'W'.repeat(150);
/** Turns around what follows, and does not end. */
const reversed = '\u202E\u2066山田';
const directions = /[\u202A-\u202E\u2066-\u2069]/;
const rare = '𠮷野髙\u{E0100}';

beforeAll(async () => {
  company = await createTestCompany(stack, { name: `株式会社${markup}` });
  owner = await company.addMember('owner', template);
  for (const familyName of [markup, template, long, reversed, rare]) {
    const report = aRejection({ familyName, givenName: '葵', job: familyName });
    const tags = [{ kind: 'skill' as const, value: familyName }];
    await unwrap(company.api.POST('/v1/rejections', { body: { ...report, candidate: { ...report.candidate, tags } } }));
  }
});

function watch({ page, complaints }: Opened) {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  /** Texts are texts, nothing ran, and the page is as wide as the window. */
  return async () => {
    const made = await page.evaluate(() => ({
      elements: document.querySelectorAll('img[src=x], script:not([src])').length,
      width: document.documentElement.scrollWidth,
      text: document.body.innerText,
    }));
    expect([made.elements, directions.test(made.text)]).toEqual([0, false]);
    expect(made.width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    expect([dialogs, complaints]).toEqual([[], []]);
  };
}
const openMenu = async (page: Page, name: string) => {
  await page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitem', { name: '送信を取り消す' }).click();
};

test.each(['desktop', 'phone'] as const)('names, jobs, tags and members are shown as they are: %s', async (size) => {
  const opened = await open(owner, '/', { size });
  const { page, close } = opened;
  const check = watch(opened);
  for (const name of [markup, template, long, rare, '山田']) {
    await page.goto('/console/mails');
    await openMenu(page, name);
    const asked = page.getByRole('dialog').filter({ hasText: `${name} 葵 へのこのメールは送信されません` });
    await see(asked).toBeVisible();
    await check();
  }
  await page.goto('/console/pool');
  const found = page.getByRole('list', { name: '候補者の一覧' }).getByRole('link');
  await see(found).toHaveCount(5);
  await check();
  const addresses = await found.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  for (const address of addresses) {
    await page.goto(address);
    await see(page.getByRole('heading', { level: 1, name: /葵/ })).toBeVisible();
    await check();
  }
  await page.goto('/console/settings/members');
  await see(page.getByText(template).last()).toBeVisible();
  await check();
  await close();
});

test('a file brings its name, its columns and what stands in them, and nothing else', async () => {
  const opened = await open(owner, '/imports', { size: 'phone' });
  const { page, close } = opened;
  const check = watch(opened);
  await page.getByRole('combobox', { name: '書き出し元', exact: true }).click();
  await page.getByRole('option', { name: 'その他のシステム' }).click();
  const cells = [markup, template, long, reversed];
  const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const name = `${'あ'.repeat(60)}${markup.replaceAll('/', '')}.csv`;
  const buffer = Buffer.from(`番号,選考結果,${line}\r\n1,不採用,${line}\r\n`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await runTestImport(stack, company, /imports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '');
  await see(page.getByRole('region', { name: '列の対応を確認してください' }).getByText(template).first()).toBeVisible();
  await check();
  await page.goto('/console/imports');
  await see(page.getByText(/^あ{60}/).first()).toBeVisible();
  await check();
  await close();
});
