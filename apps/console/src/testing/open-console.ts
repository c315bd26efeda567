import { appendFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { TestMember } from '@goen/stack/testing';
import { expect as playwrightExpect } from '@playwright/test';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type Look, toContext } from './look.ts';

/**
 * Every form in which a screen is checked by axe. `npm test` checks two, which have each language, scheme and size once;
 * `npm run verify -- console` all four.
 */
export const forms: readonly Required<Look>[] = [
  { language: 'ja', scheme: 'light', size: 'desktop' },
  { language: 'en', scheme: 'dark', size: 'phone' },
  ...(process.env.LONG_TESTS === '1'
    ? ([
        { language: 'ja', scheme: 'dark', size: 'phone' },
        { language: 'en', scheme: 'light', size: 'desktop' },
      ] as const)
    : []),
];

const waitMs = 30_000;
/** Assertions about a page that wait until they hold. */
export const see = playwrightExpect.configure({ timeout: waitMs });

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
];

export type Opened = {
  readonly page: Page;
  /** What the browser complained about: errors, and violations of the page's policy. */
  readonly complaints: readonly string[];
  /** Writes a picture into `.data/console`, to look at. */
  readonly picture: (name: string) => Promise<void>;
  /** Until the page has its answers and has drawn them: what changes then is changed by the test. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A browser for the tests of a file: `const open = useConsole()`, then `await open(member, '/mails', { language: 'en' })`. */
export function useConsole(readUrl: () => string = () => inject('stack').url) {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags });
  });
  afterAll(() => browser?.close());

  return async function open(member: TestMember | null, path: string, look: Look = {}): Promise<Opened> {
    const url = readUrl();
    const context = await browser.newContext({ baseURL: url, ...toContext(look) });
    if (member !== null) await context.addCookies(member.cookies.map((cookie) => ({ ...cookie, url })));
    const page = await context.newPage();
    page.setDefaultTimeout(waitMs);
    const settle = watchRequests(page);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !isExpected(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
      ),
    );
    await page.goto(`/console${path}`);
    return {
      page,
      complaints,
      picture: async (name) => void (await page.screenshot({ path: `../../.data/console/${name}.png` })),
      settle,
      async close() {
        // A request that is still held back must neither reach the server now nor fail the run.
        await context.setOffline(true);
        await Promise.all(context.pages().map((open) => open.unrouteAll({ behavior: 'ignoreErrors' })));
        await context.close();
      },
    };
  };
}

/** Counts the requests of a page that are not answered yet; the stream of live updates never is. */
function watchRequests(page: Page): Opened['settle'] {
  const waiting = new Set<Request>();
  let started = 0;
  page.on('request', (request) => {
    started += 1;
    if (request.resourceType() !== 'eventsource') waiting.add(request);
  });
  const end = (request: Request): void => void waiting.delete(request);
  page.on('requestfinished', end).on('requestfailed', end);
  /** What was answered may have led to the next request. */
  const isCalm = async () => {
    const before = started;
    if (waiting.size > 0) return false;
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    );
    return waiting.size === 0 && started === before;
  };
  return async () => {
    await expect.poll(isCalm, { timeout: waitMs }).toBe(true);
  };
}

/** A sandboxed frame forbids scripts and has no origin, and Chromium says so: the second when axe asks the frame. */
const isExpected = (text: string): boolean =>
  text.startsWith('Blocked script execution') || /^Failed to execute 'postMessage' .* origin \('null'\)/.test(text);

/** Violations of WCAG 2.2 AA, one line each. */
async function findViolations(page: Page): Promise<string[]> {
  // Outside legacy mode axe hangs on a frame that runs no scripts.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
  );
}

/** The screen in this form has no violation, and the browser had nothing to complain about. */
export async function expectAccessible({ page, complaints }: Opened): Promise<void> {
  const violations = await findViolations(page);
  recordCheck(page.url(), violations.length);
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
}

/** `npm run verify -- console` counts what axe found in all tests. */
function recordCheck(url: string, violations: number): void {
  const path = process.env.CONSOLE_AXE_REPORT;
  if (path) appendFileSync(path, `${JSON.stringify({ path: new URL(url).pathname, violations })}\n`);
}
