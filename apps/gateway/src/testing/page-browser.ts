import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags });

export type Look = {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'ja' | 'en';
};

/** A visitor without JavaScript, and the origins that their browser requested. */
export async function visit(
  browser: Browser,
  look: Look,
): Promise<{ page: Page; context: BrowserContext; origins: Set<string> }> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: look.language === 'ja' ? 'ja-JP' : 'en-GB',
  });
  const page = await context.newPage();
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  return { page, context, origins };
}
