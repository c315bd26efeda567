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

test('an owner invites a colleague, mails it again, changes the role and withdraws it', async () => {
  const { page, complaints, close } = await open(owner, '/settings');
  await page.getByRole('link', { name: 'メンバー', exact: true }).click();
  await see(page.getByRole('row', { name: /山本 長/ })).toContainText('利用中');
  await page.getByRole('button', { name: 'メンバーを招待' }).click();
  const dialog = page.getByRole('dialog', { name: 'メンバーを招待' });
  await dialog.getByRole('button', { name: '招待メールを送る' }).click();
  await see(dialog.getByText('入力してください')).toHaveCount(2);
  await dialog.getByRole('textbox', { name: 'メールアドレス' }).fill(recruiter.email);
  await dialog.getByRole('textbox', { name: '氏名' }).fill('渡辺 翔');
  await dialog.getByRole('radio', { name: '承認者' }).check();
  await dialog.getByRole('button', { name: '招待メールを送る' }).click();
  await see(dialog.getByRole('alert')).toContainText('すでに登録されています');
  await dialog.getByRole('textbox', { name: 'メールアドレス' }).fill('sho@hinode.example.jp');
  await dialog.getByRole('button', { name: '招待メールを送る' }).click();
  const row = page.getByRole('row', { name: /渡辺 翔/ });
  await see(row).toContainText('招待中');
  await see(row).toContainText('承認者');
  await row.getByRole('button', { name: '招待を再送' }).click();
  await see(page.getByText('sho@hinode.example.jp に招待メールを再送しました')).toBeVisible();

  await row.getByRole('button', { name: '変更' }).click();
  const change = page.getByRole('dialog', { name: /渡辺 翔/ });
  await change.getByRole('radio', { name: '閲覧のみ' }).check();
  await change.getByRole('button', { name: '保存する' }).click();
  await see(row).toContainText('閲覧のみ');
  await row.getByRole('button', { name: '招待を取り消す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '招待を取り消す' }).click();
  await see(row).toHaveCount(0);
  await page.getByText('削除したメンバー').click();
  await see(page).toHaveURL(/state=removed/);
  await see(row).toContainText('メールアドレスは削除済み');
  // The address that is a member's already was refused.
  expect(complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
  await close();
});

test('an owner chooses what a colleague hears of by mail', async () => {
  const other = await createTestCompany(inject('stack'));
  await other.addMember('recruiter', '佐藤 花子');
  const { page, close } = await open(await other.addMember('owner', '山本 長'), '/settings/members');
  await page
    .getByRole('row', { name: /佐藤 花子/ })
    .getByRole('button', { name: '通知' })
    .click();
  const dialog = page.getByRole('dialog', { name: '佐藤 花子 さんへのメール通知' });
  const acceptances = dialog.getByRole('radiogroup', { name: '紹介の承諾' });
  await see(acceptances.getByRole('radio', { name: 'すぐに' })).toBeChecked();
  await acceptances.getByText('受け取らない').click();
  await see(page.getByText('通知の設定を保存しました')).toBeVisible();
  await page.reload();
  await page
    .getByRole('row', { name: /佐藤 花子/ })
    .getByRole('button', { name: '通知' })
    .click();
  await see(acceptances.getByRole('radio', { name: '受け取らない' })).toBeChecked();
  await close();
});

test('the last owner stays one, and a recruiter only reads', async () => {
  const { page, close } = await open(owner, '/settings/members');
  await page
    .getByRole('row', { name: /山本 長/ })
    .getByRole('button', { name: '変更' })
    .click();
  const change = page.getByRole('dialog', { name: /山本 長/ });
  await change.getByRole('radio', { name: '採用担当' }).check();
  await change.getByRole('button', { name: '保存する' }).click();
  await page
    .getByRole('dialog', { name: 'オーナーをやめますか？' })
    .getByRole('button', { name: 'オーナーをやめる' })
    .click();
  await see(change.getByRole('alert')).toContainText('オーナーが1人もいなくなります');
  await close();
  const other = await open(recruiter, '/settings/members');
  await see(other.page.getByRole('row', { name: /山本 長/ })).toBeVisible();
  await see(other.page.getByRole('button', { name: 'メンバーを招待' })).toHaveCount(0);
  await see(other.page.getByRole('link', { name: '監査ログ' })).toHaveCount(0);
  await other.page.goto('/console/settings/audit');
  await see(other.page.getByText('監査ログは、オーナーだけが見られます')).toBeVisible();
  await other.close();
});

test.each(forms)('members are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(owner, '/settings/members', look);
  await opened.page.getByRole('table').waitFor();
  await opened.picture(`settings-members-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
