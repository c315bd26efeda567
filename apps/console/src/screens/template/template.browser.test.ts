import { unwrap } from '@goen/client';
import { listInbox, register } from '@goen/stack/demo';
import { createTestCompany, type TestCompany, type TestMember } from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const stack = inject('stack');
const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;
const people = [
  ['中村', '陽子'],
  ['小林', '誠'],
  ['加藤', '遼'],
  ['森', '直人'],
  ['池田', '彩'],
] as const;

beforeAll(async () => {
  company = await createTestCompany(stack);
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  await unwrap(
    company.api.POST('/v1/rejections', {
      body: aRejection({ familyName: '中村', givenName: '陽子', email: `yoko@${company.slug}.example.jp` }),
    }),
  );
  const { link } = await unwrap(company.api.GET('/v1/relay-template'));
  for (const [familyName, givenName] of people) {
    const email = `${encodeURIComponent(familyName).replaceAll('%', '')}@${company.slug}.example.jp`.toLowerCase();
    await register(stack.inboxUrl, link.url, { familyName, givenName, email });
  }
});

const readStates = async (state: 'unconfirmed' | 'confirmed' | 'refused') =>
  (await unwrap(company.api.GET('/v1/registrations', { params: { query: { state } } }))).items;

test('a recruiter confirms a rejection with what is known about it, and refuses another', async () => {
  const { page, complaints, close } = await open(recruiter, '/template');
  await page.getByRole('link', { name: /小林 誠/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '小林 誠' })).toBeVisible();
  await see(page.getByText('神奈川県')).toBeVisible();
  await see(page.getByText(/自動で削除されます/)).toBeVisible();
  await page.getByRole('combobox', { name: '選考段階' }).click();
  await page.getByRole('option', { name: '面接', exact: true }).click();
  await page.getByRole('button', { name: '不採用の方として確認する' }).click();
  await see(page.getByRole('dialog').getByText(/1ポイントが付きます/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '確認する' }).click();
  await see(page.getByText('1件を確認しました')).toBeVisible();
  await expect.poll(() => readStates('confirmed'), { timeout: 30_000 }).toMatchObject([{ family_name: '小林' }]);

  await page.getByRole('link', { name: /加藤 遼/ }).click();
  await page.getByRole('button', { name: '該当しない' }).click();
  await see(page.getByRole('dialog').getByText(/すぐに削除され、元に戻せません/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click();
  await see(page.getByText('1件を削除しました')).toBeVisible();
  await see(page.getByRole('link', { name: /加藤 遼/ })).toHaveCount(0);
  expect(await readStates('refused')).toHaveLength(1);
  expect(complaints).toEqual([]);
  await close();
});

test('a person whom one knows under another address becomes one candidate', async () => {
  const { page, close } = await open(recruiter, '/template');
  await page.getByRole('link', { name: /中村 陽子/ }).click();
  const same = page.getByRole('combobox', { name: '別のアドレスで登録済みの候補者と同じ方ですか？' });
  await same.fill('中村');
  await page.getByRole('option', { name: /yoko@/ }).click();
  await page.getByRole('button', { name: '不採用の方として確認する' }).click();
  await see(page.getByRole('dialog').getByText(/中村 陽子 の登録とまとめます/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '確認する' }).click();
  await see(page.getByText('1件を確認しました')).toBeVisible();
  const pool = await unwrap(company.api.GET('/v1/candidates', { params: { query: { q: '中村' } } }));
  expect(pool.items).toHaveLength(1);
  await close();
});

test('keys choose several, a confirmation by hand is taken back, and the state is in the address', async () => {
  const { page, close } = await open(recruiter, '/template');
  await see(page.getByRole('link', { name: /池田 彩/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await see(page.getByText('1件を選択中')).toBeVisible();
  await page.getByRole('combobox', { name: '状態' }).click();
  await page.getByRole('option', { name: '確認済み' }).click();
  await see(page).toHaveURL(/state=confirmed/);
  await page.getByRole('link', { name: /小林 誠/ }).click();
  await see(page.getByText(/手動で確認/)).toBeVisible();
  await page.getByRole('button', { name: '確認を取り消す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '確認を取り消す' }).click();
  await see(page.getByText('1件の確認を取り消しました')).toBeVisible();
  await page.reload();
  await see(page.getByRole('link', { name: /小林 誠/ })).toHaveCount(0);
  await close();
});

test('the text is copied for an ATS, tried with a fictional person, and its link replaced', async () => {
  const { page, complaints, close } = await open(recruiter, '/template?tab=text');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = page.getByRole('region', { name: '貼り付ける文面', exact: true });
  await see(text).toContainText('【候補者名】 様');
  await page.getByRole('combobox', { name: 'ATS' }).click();
  await page.getByRole('option', { name: 'Greenhouse' }).click();
  await see(page).toHaveURL(/ats=greenhouse/);
  await see(text).toContainText('{{CANDIDATE_NAME}} 様');
  await page.getByRole('button', { name: '文面をコピー' }).click();
  await see(page.getByRole('button', { name: 'コピーしました' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('{{CANDIDATE_NAME}} 様');
  await see(page.getByText(/Goen が選考結果を送ります/)).toBeVisible();

  await page.getByRole('button', { name: 'テスト登録のメールを送る' }).click();
  await see(page.getByText(`${recruiter.email} に送信しました`)).toBeVisible();
  const subjects = (await listInbox(stack.inboxUrl, recruiter.email)).map(({ subject }) => subject);
  expect(subjects.some((subject) => subject.includes('【テスト】'))).toBe(true);

  const before = await text.textContent();
  await page.getByRole('button', { name: 'リンクを差し替える' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'リンクを差し替える' }).click();
  await see(page.getByText(/登録リンクを差し替えました/)).toBeVisible();
  await expect.poll(() => text.textContent(), { timeout: 30_000 }).not.toBe(before);
  expect(complaints).toEqual([]);
  await close();
});

test('a viewer reads and is offered nothing to decide', async () => {
  const { page, close } = await open(viewer, '/template');
  await page.getByRole('link', { name: /池田 彩/ }).click();
  await see(page.getByRole('heading', { level: 2, name: '池田 彩' })).toBeVisible();
  await see(page.getByRole('button', { name: '該当しない' })).toHaveCount(0);
  await see(page.getByRole('checkbox')).toHaveCount(0);
  await close();
});

test.each(forms)('the template channel is accessible: $language, $scheme, $size', async (look) => {
  const suffix = `${look.language}-${look.scheme}-${look.size}`;
  const opened = await open(recruiter, '/template', look);
  const { page } = opened;
  await page.getByRole('link', { name: /池田 彩/ }).waitFor();
  await opened.picture(`template-list-${suffix}`);
  await page.getByRole('link', { name: /池田 彩/ }).click();
  await page.getByRole('heading', { level: 2, name: '池田 彩' }).waitFor();
  await opened.picture(`template-${suffix}`);
  await expectAccessible(opened);
  await page.goto('/console/template?tab=text');
  await page.getByText(/\/r\//).first().waitFor();
  await opened.picture(`template-text-${suffix}`);
  await expectAccessible(opened);
  await opened.close();
});
