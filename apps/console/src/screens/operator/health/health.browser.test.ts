import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

test('the page says what answers, what does not and what that means, and which versions run', async () => {
  const { page, complaints, close } = await open(stack.operator, '/operator/health');
  const parts = page.getByRole('region', { name: '各部の応答' });
  await see(parts.getByRole('listitem').filter({ hasText: 'データベース' })).toContainText('正常');
  await see(parts.getByRole('listitem').filter({ hasText: 'mail-service' })).toContainText('正常');
  const temporal = parts.getByRole('listitem').filter({ hasText: 'Temporal' });
  if (stack.isWhole) await see(temporal).toContainText('正常');
  else {
    await see(temporal).toContainText('復旧後に再開します');
    await see(page.getByText('応答していません：Temporal')).toBeVisible();
  }
  await see(page.getByRole('region', { name: 'バージョン' })).toContainText(process.version);
  expect(complaints).toEqual([]);
  await close();
});

test.each(forms)('health is accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/health', look);
  await see(opened.page.getByText('mail-service').first()).toBeVisible();
  await opened.picture(`operator-health-${look.language}-${look.scheme}-${look.size}`);
  await expectAccessible(opened);
  await opened.close();
});
