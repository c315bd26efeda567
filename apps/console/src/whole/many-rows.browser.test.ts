import { unwrap } from '@goen/client';
import { copyTestCandidate, createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { see, useConsole } from '../testing/open-console.ts';
import { aRejection } from '../testing/reports.ts';

const open = useConsole();
const waitMs = 30_000;
const count = 10_000;
let company: TestCompany;
let recruiter: TestMember;
let candidateId: string;

beforeAll(async () => {
  const stack = inject('stack');
  company = await createTestCompany(stack);
  recruiter = await company.addMember('recruiter');
  const { case_id: id } = await unwrap(company.api.POST('/v1/rejections', { body: aRejection() }));
  ({ candidate_id: candidateId } = await unwrap(company.api.GET('/v1/cases/{id}', { params: { path: { id } } })));
  await copyTestCandidate(stack, company, candidateId, count - 1);
});

const list = (page: Page) => page.getByRole('list', { name: '候補者の一覧' });
/** Scrolls to the end of what is loaded, again and again, until the text is shown. */
async function scrollUntil(page: Page, text: RegExp): Promise<void> {
  const scroll = async () => {
    await list(page).evaluate((rows) => {
      const frame = rows.parentElement;
      if (frame) frame.scrollTop = frame.scrollHeight;
    });
    return page.getByText(text).isVisible();
  };
  await expect.poll(scroll, { timeout: 400_000, interval: 50 }).toBe(true);
}
/** The person in the middle of what is seen of the list. */
const readMiddle = (page: Page): Promise<string> =>
  list(page).evaluate((rows) => {
    const { x, y, height } = (rows.parentElement ?? rows).getBoundingClientRect();
    const row = document.elementFromPoint(x + 40, y + height / 2)?.closest('li');
    return /番号 [5-6]\d{3}/.exec(row?.textContent ?? '')?.[0] ?? '';
  });

test('10,000 people are scrolled through; back, forward and reload return to the place', async () => {
  const { page, complaints, close } = await open(recruiter, '/pool');
  await see(list(page).getByRole('listitem').first()).toContainText('髙橋');
  await scrollUntil(page, /以上 10,?000件/);
  // As many rows as fit are drawn.
  expect(await list(page).getByRole('listitem').count()).toBeLessThan(60);
  await see(page.getByRole('link', { name: /番号 9999/ })).toBeVisible();

  // Somewhere in the middle.
  await list(page).evaluate((rows) => {
    if (rows.parentElement) rows.parentElement.scrollTop = rows.parentElement.scrollHeight * 0.55 + 17;
  });
  await expect.poll(() => readMiddle(page), { timeout: waitMs }).not.toBe('');
  const person = page.getByRole('link', { name: new RegExp(`${await readMiddle(page)}(?!\\d)`) });
  const readTop = async () => (await person.boundingBox())?.y ?? -1;
  const row = list(page).getByRole('listitem').filter({ has: person });
  await see(person).toBeInViewport();
  const top = await readTop();
  const position = Number(await row.getAttribute('aria-posinset'));
  const expectSamePlace = async () => {
    await see(person).toBeInViewport({ timeout: 200_000 });
    await expect.poll(async () => Math.abs((await readTop()) - top), { timeout: waitMs }).toBeLessThan(2);
  };
  const heading = page.getByRole('heading', { level: 1, name: /番号/ });

  await person.click();
  await see(heading).toBeVisible();
  await page.goBack();
  await expectSamePlace();
  await page.goForward();
  await see(heading).toBeVisible();

  // People who are added above do not push the others away, whether the list is drawn or not.
  await page.goBack();
  await expectSamePlace();
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '追加', givenName: '一' }) }));
  // Pages that are open are told of a note, and read the list again.
  const params = { path: { id: candidateId } };
  await unwrap(company.api.POST('/v1/candidates/{id}/notes', { params, body: { text: '来期に声をかける' } }));
  await see(row).toHaveAttribute('aria-posinset', String(position + 1), { timeout: 200_000 });
  await expectSamePlace();
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '追加', givenName: '二' }) }));
  await page.reload();
  await expectSamePlace();
  await see(row).toHaveAttribute('aria-posinset', String(position + 2));
  expect(complaints).toEqual([]);
  await close();
});
