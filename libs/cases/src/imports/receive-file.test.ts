import { randomBytes } from 'node:crypto';
import { maxImportBytes, maxUnfinishedImports } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someday, startIntakeFixture } from '../testing/intake-fixture.ts';
import { readImportBytes } from './read-import-bytes.ts';
import { receiveFile } from './receive-file.ts';

let fixture: Awaited<ReturnType<typeof startIntakeFixture>>;
beforeAll(async () => {
  fixture = await startIntakeFixture();
});
afterAll(() => fixture?.close());

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const file = { dryRun: false, fileName: 'a.csv', now: someday };
const receive = (bytes: AsyncIterable<Uint8Array>, parts: Partial<typeof file> & { settings?: object } = {}) => {
  const { settings = {}, ...more } = parts;
  return receiveFile(
    fixture.context.orm,
    { ...fixture.connection, settings: { ...settings } },
    { ...file, ...more },
    bytes,
  );
};
const imports = () => fixture.sql<{ id: string; state: string }>('select id, state from file_import');

test('a file is kept byte for byte in rows of a MiB, and looked at', async () => {
  const bytes = randomBytes(2_500_000);
  const received = await receive(pieces(bytes, 70_001));
  if (received.kind !== 'received') throw new Error(received.kind);
  const { importId } = received;
  const kept: Uint8Array[] = [];
  for await (const chunk of readImportBytes(fixture.context.orm, {
    importId,
    companyId: fixture.connection.companyId,
  })())
    kept.push(chunk);
  expect(kept).toHaveLength(3);
  expect(Buffer.concat(kept).equals(bytes)).toBe(true);
  const told = await fixture.sql('select kind from outbox where import_id = ? and next_attempt_at < ?', [
    importId,
    someday,
  ]);
  expect(told).toEqual([{ kind: 'import' }]);
});

test('the same file is the same import, for a dry run and for other settings it is another', async () => {
  const bytes = randomBytes(100);
  const first = await receive(pieces(bytes, 10));
  expect(await receive(pieces(bytes, 33))).toEqual({ ...first, kind: 'known' });
  expect(await receive(pieces(bytes, 10), { dryRun: true })).toMatchObject({ kind: 'received' });
  expect(await receive(pieces(bytes, 10), { settings: { rejection_statuses: ['NG'] } })).toMatchObject({
    kind: 'received',
  });
});

test('the same file twice at once is one import', async () => {
  const bytes = randomBytes(100);
  const both = await Promise.all([receive(pieces(bytes, 10)), receive(pieces(bytes, 10))]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['known', 'received']);
});

test('a file that breaks off leaves nothing, one that is too large neither', async () => {
  const before = await imports();
  async function* broken() {
    yield randomBytes(1_500_000);
    throw new Error('gone');
  }
  await expect(receive(broken())).rejects.toThrow('gone');
  async function* endless() {
    const piece = Buffer.alloc(8_000_000);
    for (let sent = 0; sent <= maxImportBytes; sent += piece.length) yield piece;
  }
  expect(await receive(endless())).toEqual({ kind: 'too_large' });
  expect(await imports()).toEqual(before);
});

test('of a company’s files so many wait, and no more, however many come at once; one that ends makes room', async () => {
  await fixture.sql(`update file_import set state = 'cancelled', ended_at = now()`);
  const taken = await Promise.all(
    Array.from({ length: maxUnfinishedImports + 3 }, () => receive(pieces(randomBytes(50), 50))),
  );
  expect(taken.filter(({ kind }) => kind === 'received')).toHaveLength(maxUnfinishedImports);
  expect(taken.filter(({ kind }) => kind === 'too_many')).toHaveLength(3);
  const before = await imports();
  let wasRead = false;
  async function* unread() {
    wasRead = true;
    yield randomBytes(1);
  }
  expect(await receive(unread())).toEqual({ kind: 'too_many' });
  expect([wasRead, await imports()]).toEqual([false, before]);
  const [asks, ends] = before.filter(({ state }) => state === 'queued');
  await fixture.sql(`update file_import set state = 'needs_columns' where id = ?`, [asks?.id]);
  expect(await receive(pieces(randomBytes(50), 50))).toEqual({ kind: 'too_many' });
  await fixture.sql(`update file_import set state = 'done', ended_at = now() where id = ?`, [ends?.id]);
  expect(await receive(pieces(randomBytes(50), 50))).toMatchObject({ kind: 'received' });
});
