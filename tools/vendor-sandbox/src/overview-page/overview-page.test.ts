import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser.close());

it('shows what each vendor stores, escaped, and fits a phone screen', async () => {
  await using sandbox = await startTestSandbox();
  const { id } = sandbox.herp.addCandidacy({
    name: '髙橋 花子',
    email: 'h@example.jp',
    tags: ['Go'],
    step: 'firstInterview',
  });
  sandbox.herp.terminate(id, 'rejected');
  sandbox.herp.addComment(id, { body: '<b>お見送りの連絡</b>を送信しました' });
  const zoho = sandbox.zoho.add('Candidates', { Last_Name: '山﨑', First_Name: '健', Candidate_Status: 'Rejected' });
  sandbox.zoho.update(zoho, { Associated_Tags: ['TypeScript'] });
  sandbox.zoho.addNote({ Note_Title: '縁', Note_Content: 'リレー同意', Parent_Id: zoho.id, se_module: 'Candidates' });
  const contact = sandbox.hubspot.add('contacts', { email: 'a@example.jp', lastname: '佐藤' });
  sandbox.hubspot.add('notes', { hs_note_body: '<p>半年後の便り</p>' }, [contact.id]);
  const consent = { email: 'a@example.jp', subscriptionId: 1001, status: 'UNSUBSCRIBED', source: 'API' } as const;
  sandbox.hubspot.setSubscription({ ...consent, legalBasis: null, legalBasisExplanation: null });
  sandbox.faults.add({ vendor: 'zoho', fault: 'hang', times: 3 });

  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(sandbox.url);
  const text = async (selector: string) => page.locator(selector).innerText();
  expect(await text('#herp')).toMatch(
    /髙橋 花子[\s\S]*h@example.jp[\s\S]*一次面接[\s\S]*お見送り[\s\S]*Go[\s\S]*<b>お見送りの連絡<\/b>/u,
  );
  expect(await text('#zoho')).toMatch(/山﨑 健[\s\S]*Rejected[\s\S]*TypeScript[\s\S]*縁: リレー同意/u);
  expect(await text('#hubspot')).toMatch(/佐藤[\s\S]*1001 配信停止[\s\S]*<p>半年後の便り<\/p>/u);
  expect(await text('body')).toContain('zoho hang ×3');
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});

it('shows the newest fifty rows and the count of all rows', async () => {
  await using sandbox = await startTestSandbox({ candidates: 60 });
  const body = await (await fetch(sandbox.url)).text();
  const [newest, oldest] = [sandbox.herp.candidacies().at(-1), sandbox.herp.candidacies()[0]];
  expect(body).toContain('60件');
  expect(body).toContain(newest?.email);
  expect(body).not.toContain(oldest?.email);
});

it('says so when a vendor stores nothing', async () => {
  await using sandbox = await startTestSandbox();
  expect((await (await fetch(sandbox.url)).text()).match(/まだありません/gu)).toHaveLength(4);
});
