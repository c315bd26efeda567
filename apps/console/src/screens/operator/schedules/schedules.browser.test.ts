import { expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../../testing/open-console.ts';

const stack = inject('stack');
const open = useConsole();

test('Schedules are listed with their runs; while Temporal is away, the page says so', async () => {
  const { page, close } = await open(stack.operator, '/operator/schedules');
  await see(page.getByRole('heading', { level: 1, name: '定期処理' })).toBeVisible();
  if (stack.isWhole) await see(page.getByRole('row', { name: /保存期限を過ぎたデータの削除/ })).toContainText('稼働中');
  else await see(page.getByText('一時的に利用できません')).toBeVisible();
  expect(await page.getByRole('table').count()).toBe(stack.isWhole ? 1 : 0);
  await close();
});

test.each(forms)('Schedules are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(stack.operator, '/operator/schedules', look);
  await see(opened.page.getByRole(stack.isWhole ? 'table' : 'alert')).toBeVisible();
  await opened.picture(`operator-schedules-${look.language}-${look.scheme}-${look.size}`);
  // The browser complains about the answer while Temporal is away.
  await expectAccessible(stack.isWhole ? opened : { ...opened, complaints: [] });
  await opened.close();
});
