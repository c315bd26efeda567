import { unwrap } from '@goen/client';
import { register } from '@goen/stack/demo';
import { createTestCompany, type TestCompany } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();
const name = '株式会社手動確認';
let company: TestCompany;

beforeAll(async () => {
  company = await createTestCompany(stack, { name });
  const { link } = await unwrap(company.api.GET('/v1/relay-template'));
  await register(stack.inboxUrl, link.url, {
    familyName: '小林',
    givenName: '誠',
    email: `makoto@${company.slug}.example.jp`,
  });
  const { items } = await unwrap(company.api.GET('/v1/registrations', {}));
  const decisions = items.map(({ id }) => ({ id, action: 'confirm', stage: 'interview' }) as const);
  await unwrap(company.api.POST('/v1/registrations/decisions', { body: { decisions } }));
});

test('what was confirmed by hand this month is listed by company, and other months are a step away', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/confirmations');
  const table = page.getByRole('table', { name: `${name}の手動確認` });
  await see(table.getByRole('row')).toHaveCount(2);
  await see(table).toContainText('確認済み');
  await see(table).toContainText('ATS');
  await see(page.getByRole('button', { name: '次の月' })).toBeDisabled();
  await page.getByRole('button', { name: '前の月' }).click();
  await see(page).toHaveURL(/month=\d{4}-\d{2}/);
  await see(page.getByText('この月に手動で確認された登録はありません')).toBeVisible();
  await page.keyboard.press('j');
  await see(table).toBeVisible();
  expect(await page.locator('body').textContent()).not.toMatch(/小林|誠/);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('confirmations are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/confirmations', look);
  await see(opened.page.getByRole('heading', { level: 2, name })).toBeVisible();
  await opened.picture(`operator-confirmations-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
