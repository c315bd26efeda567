import { createHmac } from 'node:crypto';
import { unwrap } from '@goen/client';
import { createTestCompany, stallTestSync, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner');
  recruiter = await company.addMember('recruiter');
});

/** As a system that signs by Standard Webhooks sends it. */
async function sendHook(url: string, secret: string, payload: object): Promise<number> {
  const [id, timestamp, body] = [crypto.randomUUID(), String(Math.floor(Date.now() / 1000)), JSON.stringify(payload)];
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** A message about a new rejection; `parts` replace its data. */
function toMessage(familyName: string, parts: object = {}) {
  const { source: _source, ...rejection } = aRejection({ familyName });
  return { type: 'application.rejected', timestamp: new Date().toISOString(), data: { ...rejection, ...parts } };
}

test('a recruiter sees that only owners manage connections', async () => {
  const { page, close } = await open(recruiter, '/connections');
  await see(page.getByRole('heading', { name: 'この画面を見る権限がありません' })).toBeVisible();
  await see(page.getByRole('button', { name: '連携を追加' })).toHaveCount(0);
  await close();
});

test('an owner connects a system that sends webhooks, follows its journal and processes deliveries again', async () => {
  const { page, complaints, close } = await open(owner, '/connections');
  await see(page.getByText('連携はまだありません')).toBeVisible();
  await page.getByRole('button', { name: '連携を追加' }).click();
  await page.getByRole('button', { name: /Standard Webhooks/ }).click();
  const guide = page.getByRole('region', { name: 'つなぎ方' });
  await see(guide.getByRole('listitem')).toHaveCount(3);
  await see(guide.getByText(/"application.rejected"/)).toBeVisible();
  await page.getByRole('button', { name: '接続する' }).click();
  await see(page.getByText('入力してください')).toBeVisible();
  await page.getByRole('button', { name: '生成' }).first().click();
  const secret = await page.getByRole('textbox', { name: /^署名シークレット/ }).inputValue();
  await page.getByRole('button', { name: '接続する' }).click();
  await see(page.getByRole('heading', { level: 2, name: 'Standard Webhooks' })).toBeVisible();
  await see(page.getByText('まだ何も届いていません', { exact: false })).toBeVisible();

  // It appears by itself, with the figures of the connection.
  const url = await page.getByRole('textbox', { name: /Webhook の URL/ }).inputValue();
  expect(await sendHook(url, secret, toMessage('髙橋'))).toBe(200);
  const journal = page.getByRole('region', { name: '受信の記録' });
  await see(journal.getByText('不採用を受け付けました')).toBeVisible();
  await see(page.getByText(/受信 1/)).toBeVisible();

  // What is not valid says which field, and can be processed again after a correction over there.
  expect(await sendHook(url, secret, toMessage('佐々木', { candidate: { remote_id: '' } }))).toBe(200);
  await see(journal.getByText(/受け付けられませんでした（.*remote_id/)).toBeVisible();
  await see(page.getByRole('alert').filter({ hasText: '相手のシステムに受け付けられませんでした' })).toBeVisible();

  // What arrives while it is paused is held until somebody processes it.
  await page.getByRole('button', { name: '停止', exact: true }).click();
  await see(page.getByText('連携を停止しました')).toBeVisible();
  expect(await sendHook(url, secret, toMessage('田中'))).toBe(200);
  await see(journal.getByText('停止中に受信')).toBeVisible();
  await page.getByRole('button', { name: '再開', exact: true }).click();
  await see(page.getByText('連携を再開しました')).toBeVisible();
  const held = journal.getByRole('listitem').filter({ hasText: '停止中に受信' });
  await held.getByRole('button', { name: '再処理' }).click();
  await see(journal.getByText('不採用を受け付けました')).toHaveCount(2);
  await page.getByRole('button', { name: '未処理をすべて再処理' }).click();
  await see(page.getByText('1件を再処理しました（受け付けられなかったもの：1件）')).toBeVisible();

  // By state.
  await journal.getByRole('combobox', { name: '状態で絞り込む' }).click();
  await page.getByRole('option', { name: '受け付けられず' }).click();
  await see(journal.getByRole('listitem')).toHaveCount(1);
  expect((await unwrap(company.api.GET('/v1/candidates'))).items).toHaveLength(2);
  expect(complaints).toEqual([]);
  await close();
});

test('a failing connection says why and what to do; it is changed and deleted', async () => {
  const { id } = await unwrap(
    company.api.POST('/v1/connections', {
      body: {
        kind: 'talentcloud',
        name: 'タレント',
        settings: { url: 'https://no-such-host.example.jp/hook' },
        secrets: { signing_secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` },
      },
    }),
  );
  const { page, complaints, picture, close } = await open(owner, `/connections?open=${id}`);
  await page.getByRole('button', { name: '接続を確認' }).click();
  await see(page.getByRole('alert').filter({ hasText: '応答：' })).toBeVisible();

  // The columns of its file, in order.
  await page.getByRole('button', { name: '設定を変更' }).click();
  await page.getByRole('textbox', { name: /連携の名前/ }).fill('タレントクラウド');
  await page.getByRole('textbox', { name: '1列目の見出し' }).fill('お名前');
  await page.getByRole('button', { name: '「ステータス」を外す' }).click();
  await page.getByRole('button', { name: '列を追加' }).click();
  await page.getByRole('textbox', { name: '9列目の見出し' }).fill('候補者番号');
  await page.getByRole('combobox', { name: '文字コード' }).click();
  await page.getByRole('option', { name: 'Shift_JIS（CP932）' }).click();
  await picture('connections-edit');
  await page.getByRole('button', { name: '保存する' }).click();
  await see(page.getByRole('heading', { level: 2, name: 'タレントクラウド' })).toBeVisible();
  const { settings } = await unwrap(company.api.GET('/v1/connections/{id}', { params: { path: { id } } }));
  expect(settings).toMatchObject({ export: { encoding: 'cp932' } });
  const { columns } = settings['export'] as { columns: object[] };
  expect([columns[0], columns.at(-1), columns.length]).toEqual([
    { header: 'お名前', field: 'full_name' },
    { header: '候補者番号', field: 'candidate_id' },
    9,
  ]);

  // Its candidates: those on their way, all of them once more, and the file.
  const records = page.getByRole('region', { name: '候補者の送信状況' });
  await see(records.getByText('送信できなかった候補者はいません。')).toBeVisible();
  await see(records.getByRole('link', { name: 'CSV を保存' })).toHaveAttribute(
    'href',
    `/v1/connections/${id}/export.csv`,
  );
  await records.getByRole('button', { name: '全候補者を送信' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '送信を始める' }).click();
  await see(page.getByText('全候補者の送信を始めました')).toBeVisible();
  await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName: '木村' }) }));
  await records.getByRole('combobox', { name: '表示する状態' }).click();
  await page.getByRole('option', { name: '送信待ち' }).click();
  await see(records.getByRole('link', { name: '候補者を開く' }).first()).toBeVisible();
  await stallTestSync(inject('stack'), company, id);
  await records.getByRole('combobox', { name: '表示する状態' }).click();
  await page.getByRole('option', { name: '送信できず' }).click();
  await see(records.getByText(/受け付けられませんでした.*no such status: Hired/).first()).toBeVisible();
  await records.getByRole('button', { name: 'すべて再送' }).click();
  await see(page.getByText(/\d名分を再送しています/)).toBeVisible();
  await see(records.getByText('送信できなかった候補者はいません。')).toBeVisible();

  await page.getByRole('button', { name: '削除', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /タレントクラウド/ });
  await see(dialog.getByText(/元に戻せません/)).toBeVisible();
  await dialog.getByRole('button', { name: '削除' }).click();
  await see(page.getByRole('link', { name: /タレントクラウド/ })).toHaveCount(0);
  expect(complaints).toEqual([]);
  await close();
});

test('settings that map fields are entered by what they mean', async () => {
  const { page, close } = await open(owner, '/connections?open=new&kind=zoho_recruit_crm');
  for (const name of ['クライアント ID', 'クライアントシークレット', 'リフレッシュトークン'])
    await page.getByLabel(name).first().fill('test-value');
  await page.getByRole('combobox', { name: 'ステータスの対応: 項目を追加' }).click();
  await page.getByRole('option', { name: '内定・入社' }).click();
  await page.getByRole('textbox', { name: 'ステータスの対応: 内定・入社' }).fill('Hired');
  await page.getByRole('combobox', { name: '項目の対応: 項目を追加' }).click();
  await page.getByRole('option', { name: 'キャリアリレーへの同意' }).click();
  await page.getByRole('textbox', { name: '項目の対応: キャリアリレーへの同意' }).fill('Relay_Consent');
  await page.getByRole('button', { name: '接続する' }).click();
  await see(page.getByRole('heading', { level: 2, name: 'Zoho Recruit (CRM)', exact: true })).toBeVisible();
  const { items } = await unwrap(company.api.GET('/v1/connections'));
  expect(items.find(({ kind }) => kind === 'zoho_recruit_crm')?.settings).toMatchObject({
    statuses: { hired: 'Hired' },
    fields: { relay_consent: 'Relay_Consent' },
  });
  await close();
});

test('an API key is created with scopes, shown once, rotated with an overlap, and revoked', async () => {
  const { page, complaints, close } = await open(owner, '/connections?tab=keys');
  await page.getByRole('button', { name: 'キーを作成' }).click();
  await page.getByRole('textbox', { name: /用途/ }).fill('社内ツール');
  await page.getByRole('checkbox', { name: '候補者を見る' }).check();
  await page.getByRole('button', { name: 'キーを作成する' }).click();
  const shown = page.getByRole('textbox', { name: 'API キー' });
  const key = await shown.inputValue();
  const ask = (secret: string) =>
    fetch(`${inject('stack').url}/v1/candidates`, { headers: { authorization: `Bearer ${secret}` } }).then(
      ({ status }) => status,
    );
  expect(await ask(key)).toBe(200);
  const rows = page.getByRole('row', { name: /社内ツール/ });
  await rows.getByText('3件').click();
  await see(rows.getByText('候補者を見る')).toBeVisible();

  await rows.getByRole('button', { name: '更新' }).click();
  const rotation = page.getByRole('dialog');
  await rotation.getByRole('combobox', { name: '以前のものを使える期間' }).click();
  await page.getByRole('option', { name: '7日間' }).click();
  await rotation.getByRole('button', { name: '更新' }).click();
  await see(shown).not.toHaveValue(key);
  const next = await shown.inputValue();
  expect([await ask(key), await ask(next)]).toEqual([200, 200]);
  const old = rows.filter({ hasText: '更新済み' });
  await see(old.getByText(/有効期限：/)).toBeVisible();

  await old.getByRole('button', { name: '無効化' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '無効化' }).click();
  await see(rows.getByText('無効化済み')).toBeVisible();
  await expect.poll(() => ask(key), { timeout: 30_000 }).toBe(401);
  expect(await ask(next)).toBe(200);
  await page.reload();
  await see(rows).toHaveCount(2);
  await see(shown).toHaveCount(0);
  // The day of the last use.
  await see(
    rows
      .filter({ hasNotText: '無効化済み' })
      .getByText(/月\d+日/)
      .first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('systems and keys are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/connections?open=new&kind=zoho_recruit_crm', look);
  const { page } = opened;
  const name = (part: string) => `connections-${part}-${look.language}-${look.scheme}-${look.size}`;
  await page.getByRole('heading', { level: 2, name: /Zoho Recruit/ }).waitFor();
  await opened.picture(name('new'));
  await expectAccessible(opened);
  await page.goto('/console/connections?open=new');
  await page.getByRole('button', { name: /HubSpot/ }).waitFor();
  await opened.picture(name('choice'));
  await expectAccessible(opened);
  await page.goto('/console/connections');
  await page.getByRole('link', { name: /Standard Webhooks/ }).click();
  await page
    .getByRole('region', { name: /受信の記録|Journal/ })
    .getByRole('listitem')
    .first()
    .waitFor();
  await opened.picture(name('system'));
  await expectAccessible(opened);
  await page.goto('/console/connections?tab=keys');
  await page.getByRole('table').waitFor();
  await opened.picture(name('keys'));
  await expectAccessible(opened);
  await opened.close();
});
