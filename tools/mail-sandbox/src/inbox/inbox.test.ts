import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resend } from 'resend';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'mail-sandbox-'));
let sandbox: Sandbox;
const page = async (path: string) => {
  const response = await fetch(sandbox.url + path);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

beforeAll(async () => {
  sandbox = await startSandbox({ dataDir, rateLimitPerSecond: null });
  const resend = new Resend('re_test', { baseUrl: sandbox.url });
  const mail = {
    from: 'a <a@example.com>',
    html: '<html><head></head><body><a href="https://x.example">x</a></body></html>',
  };
  for (let n = 1; n <= 51; n += 1) {
    await resend.emails.send({ ...mail, to: `p${n}@example.com`, subject: `【${n}】<b>件名</b>`, text: '<i>本文</i>' });
  }
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dataDir, { recursive: true });
});

it('lists the newest first, in pages, and escapes', async () => {
  const first = await page('/');
  expect(first.body.indexOf('【51】')).toBeLessThan(first.body.indexOf('【50】'));
  expect(first.body).not.toContain('【1】');
  expect(first.body).toContain('&lt;b&gt;件名');
  expect((await page('/?page=2')).body).toContain('【1】');
});

it('filters by recipient', async () => {
  const { body } = await page('/?to=P7%40example.com');
  expect(body).toContain('【7】');
  expect(body).not.toContain('【8】');
  const json = async (to: string) =>
    ((await (await fetch(`${sandbox.url}/inbox.json?to=${to}`)).json()) as unknown[]).length;
  expect(await json('P7@example.com')).toBe(1);
  expect(await json('7@example.com')).toBe(0);
  expect(await json('7@example')).toBe(5);
});

it('shows a mail in a frame that runs nothing, its links in a new tab, and its parts', async () => {
  const [mail] = (await (await fetch(`${sandbox.url}/inbox.json?limit=1`)).json()) as { id: string }[];
  const html = await page(`/mails/${mail?.id}`);
  expect(html.body).toContain('sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"');
  const framed = await page(`/mails/${mail?.id}/html`);
  expect(framed.body).toContain('<head><base target="_blank">');
  expect(framed.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await page(`/mails/${mail?.id}?view=text`)).body).toContain('&lt;i&gt;本文');
  expect((await page(`/mails/${mail?.id}?view=headers`)).body).toContain('p51@example.com');
  expect((await page('/mails/none')).status).toBe(404);
});

it('lets a person say what befalls a mail, and shows what became of it', async () => {
  const [mail] = (await (await fetch(`${sandbox.url}/inbox.json?limit=1`)).json()) as { id: string }[];
  const press = async (befalling: string) => {
    const body = new URLSearchParams({ befalling });
    const answer = await fetch(`${sandbox.url}/mails/${mail?.id}/befallings`, { method: 'POST', body });
    return { status: answer.status, page: await answer.text() };
  };
  expect((await page(`/mails/${mail?.id}`)).body).toContain('Resend');
  expect((await press('soft_bounce')).page).toContain('<strong>bounced</strong>');
  expect((await press('complain')).page).toContain('<strong>complained</strong>');
  expect((await press('explode')).status).toBe(404);
  expect((await page('/')).body).toContain('complained');
});

it('lists the sending domains, each with the button that changes its state', async () => {
  expect((await page('/sandbox/domains')).body).toContain('Mark unverified');
  const body = new URLSearchParams({ provider: 'resend', name: 'example.com', status: 'pending' });
  const answer = await fetch(`${sandbox.url}/sandbox/domains/state`, { method: 'POST', body });
  expect(await answer.text()).toContain('Mark verified');
});
