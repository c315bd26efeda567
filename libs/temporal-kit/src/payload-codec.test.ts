import { randomUUID } from 'node:crypto';
import '@goen/temporal-server/vitest';
import { defaultPayloadConverter } from '@temporalio/common';
import proto from '@temporalio/proto';
import { expect, inject, onTestFinished, test } from 'vitest';
import { connectTemporal } from './connect.ts';
import { createPayloadCodec } from './payload-codec.ts';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const secret = 'case-that-nobody-may-read';

async function connect(payloadKeys?: Buffer[]) {
  const connection = await connectTemporal({ address: inject('temporalAddress'), namespace: 'default', payloadKeys });
  onTestFinished(() => connection.close());
  return connection.client.workflow;
}

/** Starts a workflow that no worker runs, and returns what the server stores of it. */
async function store(client: Awaited<ReturnType<typeof connect>>) {
  const options = { taskQueue: 'nobody-polls', workflowId: randomUUID(), memo: { about: secret } };
  const handle = await client.start('anything', { ...options, args: [secret] });
  onTestFinished(async () => void (await handle.terminate()));
  await handle.signal('note', secret);
  const bytes = proto.temporal.api.history.v1.History.encode(await handle.fetchHistory()).finish();
  return { id: handle.workflowId, stored: Buffer.from(bytes).toString('latin1') };
}

test('with keys the server stores nothing that others can read', async () => {
  const [sealed, rotated, open] = await Promise.all([connect([oldKey]), connect([newKey, oldKey]), connect()]);
  // As an argument, in the memo and in the signal.
  expect((await store(open)).stored.split(secret)).toHaveLength(4);

  const { id, stored } = await store(sealed);
  expect(stored).not.toContain(secret);
  expect((await rotated.getHandle(id).describe()).memo).toEqual({ about: secret });
  await expect(open.getHandle(id).describe()).rejects.toThrow('binary/encrypted');
});

test('what was stored without a key stays readable, what another key encrypted does not', async () => {
  const payload = defaultPayloadConverter.toPayload(secret);
  expect(await createPayloadCodec(newKey).decode([payload])).toEqual([payload]);
  const encoded = await createPayloadCodec(oldKey).encode([payload]);
  const [opened] = await createPayloadCodec([newKey, oldKey]).decode(encoded);
  expect(defaultPayloadConverter.fromPayload(opened ?? {})).toBe(secret);
  await expect(createPayloadCodec(newKey).decode(encoded)).rejects.toThrow('TEMPORAL_PAYLOAD_KEYS');
});
