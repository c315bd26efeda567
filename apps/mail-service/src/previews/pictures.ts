import { HttpProblem, type Logger } from '@goen/service-kit';
import pLimit from 'p-limit';
import type { Browser, BrowserContext } from 'playwright-core';

export type PictureForm = { readonly width: 'phone' | 'desktop'; readonly colorScheme: 'light' | 'dark' };

export type ChromiumSettings = { readonly path: string; readonly isSandboxed: boolean };

export type Pictures = {
  /** PNG of the whole mail. Throws 503 `picture_unavailable` without a browser, when busy, or after the timeout. */
  take(html: string, form: PictureForm): Promise<Buffer>;
  close(): Promise<void>;
};

const viewports = { phone: { width: 390, height: 700 }, desktop: { width: 800, height: 700 } };
/** A Chromium page takes about 100 MB. */
const maxConcurrent = 2;
const maxWaiting = 20;
const timeoutMs = 10_000;
/** A longer mail is cut off, to bound memory. */
const maxHeightPx = 12_000;

/**
 * One browser, started for the first picture. What it shows was written by companies: it runs no scripts, has no network
 * access, and its processes run in Chromium's sandbox unless that is switched off.
 */
export function createPictures(chromium: ChromiumSettings | null, logger: Logger): Pictures {
  const limit = pLimit(maxConcurrent);
  let browser: Promise<Browser> | null = null;

  const unavailable = () => new HttpProblem('picture_unavailable', { headers: { 'retry-after': '60' } });

  async function launch({ path: executablePath, isSandboxed }: ChromiumSettings): Promise<Browser> {
    // Large and rarely needed: loaded for the first picture.
    const playwright = await import('playwright-core');
    const launched = await playwright.chromium.launch({
      executablePath,
      chromiumSandbox: isSandboxed,
      args: ['--disable-gpu', '--disable-background-networking'],
      timeout: timeoutMs,
    });
    launched.once('disconnected', clearBrowser);
    return launched;
  }

  const clearBrowser = () => {
    browser = null;
  };

  /** Concurrent callers share one launch; after a failure or the end of the browser the next call launches another. */
  function getBrowser(settings: ChromiumSettings): Promise<Browser> {
    if (browser === null) {
      browser = launch(settings);
      browser.catch(clearBrowser);
    }
    return browser;
  }

  async function take(settings: ChromiumSettings, html: string, form: PictureForm): Promise<Buffer> {
    let context: BrowserContext | null = null;
    try {
      context = await (await getBrowser(settings)).newContext({
        viewport: viewports[form.width],
        deviceScaleFactor: 2,
        isMobile: form.width === 'phone',
        colorScheme: form.colorScheme,
        javaScriptEnabled: false,
        offline: true,
      });
      await context.route('**/*', (route) => route.abort());
      const page = await context.newPage();
      page.setDefaultTimeout(timeoutMs);
      await page.setContent(html, { waitUntil: 'load' });
      const { width } = viewports[form.width];
      const { height } = (await page.locator('html').boundingBox()) ?? viewports[form.width];
      await page.setViewportSize({ width, height: Math.min(Math.max(Math.ceil(height), 1), maxHeightPx) });
      return await page.screenshot({ type: 'png', timeout: timeoutMs });
    } catch (error) {
      logger.error({ err: error }, 'Failed to take a picture');
      throw unavailable();
    } finally {
      await context?.close().catch(() => undefined);
    }
  }

  return {
    async take(html, form) {
      if (chromium === null || limit.pendingCount >= maxWaiting) throw unavailable();
      return limit(() => take(chromium, html, form));
    },
    async close() {
      await (await browser?.catch(() => null))?.close();
    },
  };
}
