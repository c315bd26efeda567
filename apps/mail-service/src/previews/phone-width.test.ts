import { locale, mailKind } from '@goen/contracts/public';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getBuiltInWording } from '../rendering/built-in.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { createSampleInput, sampleSender } from '../rendering/sample.ts';
import { readWording } from '../wordings/read-wording.ts';

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(() => browser?.close());

const phoneWidthPx = 390;
const long = 'x'.repeat(200);

async function widthOnPhone(html: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: phoneWidthPx, height: 700 } });
  await page.setContent(html);
  const widths = await page
    .locator('table, p, a, h2, h3')
    .evaluateAll((elements) =>
      elements.map(
        (element) =>
          (element as unknown as { getBoundingClientRect(): { right: number } }).getBoundingClientRect().right,
      ),
    );
  await page.close();
  return Math.max(...widths);
}

const createInput = (kind: (typeof mailKind.options)[number], language: (typeof locale.options)[number]) => {
  const sample = createSampleInput({ kind, locale: language, stage: 'interview' });
  const sender = { ...sampleSender, name: long, postalAddress: long, contact: `https://a.example/${long}` };
  const positions = kind === 'second_follow_up' ? [{ title: long, url: `https://a.example/${long}` }] : [];
  return { ...sample, sender, to: { fullName: long }, variables: { ...sample.variables, jobNames: [long], positions } };
};

test.each(locale.options.flatMap((language) => mailKind.options.map((kind) => [kind, language] as const)))(
  'the longest values keep %s (%s) within the width of a phone',
  async (kind, language) => {
    const { html } = await renderMail(getBuiltInWording(kind, language, 'interview'), createInput(kind, language));
    expect(await widthOnPhone(html)).toBeLessThanOrEqual(phoneWidthPx);
  },
);

test('so do the longest words of a wording', async () => {
  const body = `{{addressee}}\n\n# ${long}\n\n- ${long}\n\n<https://a.example/${long}>\n\n[${long}]({{pageUrl}})`;
  const read = readWording('first_follow_up', { subject: 'x', body });
  if (!('wording' in read)) throw new Error(JSON.stringify(read.errors));
  const { html } = await renderMail({ ...read.wording, version: 'long' }, createInput('first_follow_up', 'ja'));
  expect(await widthOnPhone(html)).toBeLessThanOrEqual(phoneWidthPx);
});
