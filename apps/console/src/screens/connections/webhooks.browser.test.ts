import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;

type Received = { readonly path: string; readonly headers: Record<string, string>; readonly body: string };
const received: Received[] = [];
let status = 200;
let server: Server;
let url: string;

/** A system of the company, and its chat: both are posted to. */
async function startReceiver(): Promise<void> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  await startReceiver();
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a webhook endpoint: its secret once, a test event, why one failed, and that it is sent again', async () => {
  const { page, complaints, close } = await open(owner, '/connections?tab=webhooks');
  await see(page.getByText('送信先はまだありません')).toBeVisible();
  await page.getByRole('button', { name: '送信先を追加' }).click();
  const submit = page.locator('form').getByRole('button', { name: '送信先を追加' });
  await submit.click();
  await see(page.getByText('入力してください')).toBeVisible();
  const address = page.getByRole('textbox', { name: /送信先の URL/ });
  await address.fill('ftp://ats.example.jp');
  await submit.click();
  await see(page.getByText('「https://」で始まる URL を入力してください。')).toBeVisible();
  await address.fill(`${url}/hooks`);
  await page.getByRole('textbox', { name: /名前/ }).fill('社内システム');
  await submit.click();
  const shown = page.getByRole('textbox', { name: '署名シークレット' });
  await see(shown).toHaveValue(/^whsec_/);
  const secret = await shown.inputValue();

  await page.getByRole('button', { name: 'テスト送信' }).click();
  const log = page.getByRole('region', { name: '配信の記録' });
  await see(log.getByRole('listitem').filter({ hasText: 'テスト送信' }).getByText('成功')).toBeVisible();
  const [first] = received;
  expect(first && verifyWebhook(secret, first.body, first.headers).type).toBe('endpoint.test');

  // A failure says what came back and when it is retried; what was sent can be sent again.
  status = 503;
  await log.getByRole('button', { name: '再送' }).click();
  await see(log.getByText('送信先が 503 を返しました。', { exact: false })).toBeVisible();
  await see(log.getByText(/次は.*に再送します/)).toBeVisible();
  await log.getByRole('combobox', { name: '状態で絞り込む' }).click();
  await page.getByRole('option', { name: '成功' }).click();
  await see(log.getByRole('listitem')).toHaveCount(1);
  // It is retried after seconds, and would be a success among those that were counted.
  status = 200;

  // With two secrets for a while.
  await page.getByRole('button', { name: 'シークレットを更新' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: '以前のものを使える期間' }).click();
  await page.getByRole('option', { name: '3日間' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'シークレットを更新' }).click();
  await see(shown).not.toHaveValue(secret);
  await see(page.getByText('以前のシークレットの期限')).toBeVisible();

  await page.getByRole('button', { name: '設定を変更' }).click();
  await page
    .getByLabel(/通知する出来事/)
    .first()
    .click();
  await page.getByRole('option', { name: '候補者が同意した', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '保存する' }).click();
  await see(page.getByRole('definition').filter({ hasText: /^候補者が同意した$/ })).toBeVisible();
  await page.reload();
  await see(page.getByRole('heading', { level: 2, name: '社内システム' })).toBeVisible();
  await see(shown).toHaveCount(0);
  await page.getByRole('button', { name: '停止する' }).click();
  await see(page.getByRole('link', { name: /社内システム/ })).toContainText('停止中');
  // The URL that was refused.
  expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
  await close();
});

test('a chat is added by its steps, tested, and deleted; its address is never shown', async () => {
  const { page, complaints, picture, close } = await open(owner, '/connections?tab=webhooks');
  await page.getByRole('button', { name: 'チャットを追加' }).click();
  await see(page.getByText(/Incoming Webhook/).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'チャット', exact: true }).click();
  await page.getByRole('option', { name: 'Chatwork' }).click();
  await page.getByRole('textbox', { name: /チャットの URL/ }).fill(`${url}/v2/rooms/1/messages`);
  const submit = page.locator('form').getByRole('button', { name: 'チャットを追加' });
  await submit.click();
  await see(page.getByText('入力してください')).toBeVisible();
  await page.getByLabel('API トークン').first().fill('chat-token');
  await page.getByRole('textbox', { name: /名前/ }).fill('採用チーム');
  await picture('connections-chat');
  await submit.click();
  await see(page.getByRole('heading', { level: 2, name: '採用チーム' })).toBeVisible();
  await see(page.getByText('/v2/rooms/1')).toHaveCount(0);
  await page.getByRole('button', { name: 'テスト送信' }).click();
  const log = page.getByRole('region', { name: '配信の記録' });
  await see(log.getByText('成功')).toBeVisible();
  const message = received.find(({ path }) => path === '/v2/rooms/1/messages');
  expect(decodeURIComponent(message?.body ?? '')).toContain('テスト通知');
  expect(message?.headers['x-chatworktoken']).toBe('chat-token');
  await see(page.getByRole('button', { name: 'シークレットを更新' })).toHaveCount(0);
  await page.getByRole('button', { name: '削除', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await see(page.getByRole('link', { name: /採用チーム/ })).toHaveCount(0);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('webhooks are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/connections?tab=webhooks', look);
  const { page } = opened;
  const name = (part: string) => `connections-${part}-${look.language}-${look.scheme}-${look.size}`;
  await page.getByRole('link', { name: /社内システム/ }).click();
  await page
    .getByRole('region', { name: /配信の記録|Deliveries/ })
    .getByRole('listitem')
    .first()
    .waitFor();
  await opened.picture(name('webhook'));
  await expectAccessible(opened);
  await page.goto('/console/connections?tab=webhooks&open=new-chat');
  await page.getByRole('heading', { level: 2, name: /チャットを追加|Add a chat/ }).waitFor();
  await opened.picture(name('chat'));
  await expectAccessible(opened);
  await opened.close();
});
