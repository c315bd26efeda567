import { expect, test } from 'vitest';
import { connectTemporal } from './connect.ts';

test('a call that is retried when its connection is closed fails, and nothing else does', async () => {
  const nothingListensThere = '127.0.0.1:9';
  const temporal = await connectTemporal({ address: nothingListensThere, namespace: 'default' });
  const describe = () => temporal.client.workflow.getHandle('anything').describe();
  const ask = () => temporal.client.withDeadline(Date.now() + 2_000, describe).catch(String);
  const asked = Array.from({ length: 4 }, ask);
  await temporal.close();
  for (const answer of await Promise.all(asked)) expect(answer).toContain('Failed to describe workflow');
});
