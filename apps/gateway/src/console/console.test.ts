import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { createLogger, createServiceApp, serveApp } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayEnv } from '../http/gateway-app.ts';
import { openBrowser } from '../testing/page-browser.ts';
import { addConsole } from './console.route.ts';

const consoleDir = mkdtempSync(join(tmpdir(), 'goen-console-'));
const script = `console.log('${'a'.repeat(2_000)}');`;

const openApp = (dir: string, publicUrl = 'http://gateway.test') => {
  const app = createServiceApp<GatewayEnv>(createLogger('console', 'silent'), { schemes: {} });
  addConsole(app, { consoleDir: dir, publicUrl });
  return app;
};
const app = openApp(consoleDir);

beforeAll(() => {
  mkdirSync(join(consoleDir, 'assets'));
  writeFileSync(
    join(consoleDir, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  );
  writeFileSync(join(consoleDir, 'scheme.js'), 'document.title;');
  writeFileSync(join(consoleDir, 'assets', 'index-abc.js'), script);
  writeFileSync(join(consoleDir, 'assets', 'index-abc.js.br'), brotliCompressSync(script));
});
afterAll(() => rmSync(consoleDir, { recursive: true }));

test.each(['/console', '/console/', '/console/mails/2026-11-24?q=%E5%B1%B1', '/console/assets'])(
  '%s is the page, with a nonce of its own and never stored',
  async (path) => {
    const nonces = await Promise.all(
      [0, 1].map(async () => {
        const response = await app.request(path);
        expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'; script-src 'self'; ");
        expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
        const page = await response.text();
        const [, nonce = ''] = /nonce-([^']+)/.exec(policy) ?? [];
        expect(page.split(`nonce="${nonce}"`)).toHaveLength(3);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  },
);

test('assets are served compressed and kept for good', async () => {
  const response = await app.request('/console/assets/index-abc.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  });
  expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(script);
  expect(await (await app.request('/console/assets/index-abc.js')).text()).toBe(script);
  const beside = await app.request('/console/scheme.js');
  expect([beside.status, beside.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
});

test.each([
  '/console/assets/index-old.js',
  '/console/assets/',
  '/console/assets/..%2findex.html',
  '/console/missing.js',
])('%s is not found, and never the page', async (path) => {
  const response = await app.request(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
});

test('without a build the page says how to make one', async () => {
  const response = await openApp(join(consoleDir, 'nowhere'), 'https://goen.example').request('/console/mails');
  expect([response.status, response.headers.get('strict-transport-security')]).toEqual([
    503,
    'max-age=31536000; includeSubDomains',
  ]);
  expect(await response.text()).toContain('npm run build -w @goen/console');
});

test('a frame shows a mail that is not saved yet, and the mail can do nothing', async () => {
  const browser = await openBrowser();
  const server = await serveApp(app, { port: 0, host: '127.0.0.1' });
  try {
    const page = await browser.newPage();
    await page.route('**/start', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<iframe src="/console/mail-frame"></iframe>' }),
    );
    const requests: string[] = [];
    // Chromium announces what the policy then stops.
    page.on('response', (response) => requests.push(response.url()));
    await page.goto(`${server.url}/start`);
    const mail = `<style>p { color: rgb(1, 2, 3) }</style><p>髙橋様</p><img src="/console/picture.png">
      <script>parent.postMessage('broken out', '*')</script><p onclick="x()" style="margin: 7px">結果</p>`;
    const height = await page.evaluate(
      (mailHtml) =>
        new Promise<number>((resolve) => {
          addEventListener('message', ({ data }: MessageEvent<{ mailHeight?: number }>) => {
            if (data.mailHeight === undefined) return;
            clearInterval(sending);
            resolve(data.mailHeight);
          });
          const send = () => document.querySelector('iframe')?.contentWindow?.postMessage({ mailHtml }, '*');
          const sending = setInterval(send, 100);
        }),
      mail,
    );
    expect(height).toBeGreaterThan(20);
    const shown = page.frameLocator('iframe').getByText('髙橋様');
    // It may have been sent more than once.
    const readColor = () => shown.evaluate((element) => getComputedStyle(element).color);
    await expect.poll(readColor, { timeout: 30_000 }).toBe('rgb(1, 2, 3)');
    expect(requests.filter((url) => url.endsWith('picture.png'))).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});

test('the root leads to the console', async () => {
  const response = await app.request('/');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/console']);
});
