import { unwrap } from '@goen/client';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;

beforeAll(async () => {
  company = await createTestCompany(inject('stack'));
  recruiter = await company.addMember('recruiter');
  for (const familyName of ['髙橋', '田中', '鈴木'])
    await unwrap(company.api.POST('/v1/rejections', { body: aRejection({ familyName }) }));
  // One address, two people.
  for (const [familyName, givenName] of [
    ['佐々木', '健'],
    ['小林', '美咲'],
  ] as const) {
    const body = aRejection({ familyName, givenName, email: 'kazoku@example.jp' });
    await unwrap(company.api.POST('/v1/rejections', { body }));
  }
});

test('what waits is counted, and leads to where it is done', async () => {
  const { page, complaints, close } = await open(recruiter, '/');
  const toDo = page.getByRole('region', { name: '対応が必要なこと' });
  await see(toDo.getByRole('link', { name: /承認を待っているメール.*\D3$/ })).toBeVisible();
  await see(page.getByRole('region', { name: '次に承認するメール' }).getByText('髙橋')).toBeVisible();
  await toDo.getByRole('link', { name: /承認を待っているメール/ }).click();
  await see(page).toHaveURL(/\/console\/mails\?state=awaiting/);
  await see(page.getByRole('list', { name: '送信待ちメールの一覧' }).getByRole('listitem')).toHaveCount(3);
  expect(complaints).toEqual([]);
  await close();
});

test('a member says whose address it is', async () => {
  const { page, close } = await open(recruiter, '/');
  await page.getByRole('button', { name: /どなたのアドレスか確認が必要/ }).click();
  await see(page.getByText('kazoku@example.jp はどなたのアドレスですか？')).toBeVisible();
  await page.getByRole('button', { name: /小林.*さんのもの/ }).click();
  await see(page.getByText('アドレスの持ち主を記録しました')).toBeVisible();
  await see(page.getByRole('button', { name: /どなたのアドレスか確認が必要/ })).toHaveCount(0);
  const { items } = await unwrap(company.api.GET('/v1/shared-addresses', { params: { query: { state: 'decided' } } }));
  expect(items).toMatchObject([{ email: 'kazoku@example.jp', decided_by: { kind: 'member' } }]);
  await close();
});

test('a quiet company has nothing to do', async () => {
  const quiet = await createTestCompany(inject('stack'), { name: '株式会社しずか' });
  const member = await quiet.addMember('viewer');
  const { page, close } = await open(member, '/');
  await see(page.getByText('いま対応が必要なことはありません')).toBeVisible();
  await close();
});

test.each(forms)('the morning is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, '/', look);
  await opened.page.getByRole('heading', { level: 2, name: /送信予定のメール|Mails that are due/ }).waitFor();
  await opened.settle();
  await opened.picture(`today-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
