import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';

const open = useConsole();
let company: TestCompany;
let owner: TestMember;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  owner = await company.addMember('owner', '山本 長');
  recruiter = await company.addMember('recruiter', '佐藤 花子');
});

test('everybody chooses what they hear of by mail, and owners see the chats', async () => {
  const { page, complaints, close } = await open(recruiter, '/settings/notifications');
  const failures = page.getByRole('radiogroup', { name: '送信の失敗' });
  await failures.getByText('受け取らない').click();
  await see(page.getByText('通知の設定を保存しました')).toBeVisible();
  await page.reload();
  await see(failures.getByRole('radio', { name: '受け取らない' })).toBeChecked();
  await see(page.getByText(/オーナーが設定します/)).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
  const body = { kind: 'slack', url: 'http://127.0.0.1:9/hook', description: '採用チーム' } as const;
  await unwrap(company.api.POST('/v1/chats', { body: { ...body, token: null, types: [], locale: 'ja' } }));
  const other = await open(owner, '/settings/notifications');
  await other.page.getByRole('link', { name: '採用チーム' }).click();
  await see(other.page.getByRole('heading', { level: 2, name: '採用チーム' })).toBeVisible();
  await other.close();
});

test.each(forms)('notifications are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/settings/notifications', look);
  await opened.page.getByRole('radiogroup').last().waitFor();
  await opened.picture(`settings-notifications-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
