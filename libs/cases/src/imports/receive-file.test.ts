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

async function* toPieces(bytes: Uint8Array, size: number) {
  for (let offset = 0; offset < bytes.length; offset += size) yield bytes.subarray(offset, offset + size);
}
const file = { dryRun: false, fileName: 'a.csv', now: someday };
const receive = (bytes: AsyncIterable<Uint8Array>, parts: Partial<typeof file> & { settings?: object } = {}) => {
  const { settings = {}, ...rest } = parts;
  return receiveFile(
    fixture.context.orm,
    { ...fixture.connection, settings: { ...settings } },
    { ...file, ...rest },
    bytes,
  );
};
const listImports = () => fixture.sql<{ id: string; state: string }>('select id, state from file_import');

test('a file is stored byte for byte in chunks of 1 MiB, and its import is woken', async () => {
  const bytes = randomBytes(2_500_000);
  const received = await receive(toPieces(bytes, 70_001));
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
  const wakeUps = await fixture.sql('select kind from outbox where import_id = ? and next_attempt_at < ?', [
    importId,
    someday,
  ]);
  expect(wakeUps).toEqual([{ kind: 'import' }]);
});

test('the same file is the same import, but a dry run or other settings make another import', async () => {
  const bytes = randomBytes(100);
  const first = await receive(toPieces(bytes, 10));
  expect(await receive(toPieces(bytes, 33))).toEqual({ ...first, kind: 'known' });
  expect(await receive(toPieces(bytes, 10), { dryRun: true })).toMatchObject({ kind: 'received' });
  expect(await receive(toPieces(bytes, 10), { settings: { rejection_statuses: ['NG'] } })).toMatchObject({
    kind: 'received',
  });
});

test('the same file received twice concurrently is one import', async () => {
  const bytes = randomBytes(100);
  const results = await Promise.all([receive(toPieces(bytes, 10)), receive(toPieces(bytes, 10))]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(['known', 'received']);
});

test('an interrupted file and a file that is too large leave no import', async () => {
  const before = await listImports();
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
  expect(await listImports()).toEqual(before);
});

test('the limit of unfinished imports per company holds under concurrency; an ended import makes room', async () => {
  await fixture.sql(`update file_import set state = 'cancelled', ended_at = now()`);
  const results = await Promise.all(
    Array.from({ length: maxUnfinishedImports + 3 }, () => receive(toPieces(randomBytes(50), 50))),
  );
  expect(results.filter(({ kind }) => kind === 'received')).toHaveLength(maxUnfinishedImports);
  expect(results.filter(({ kind }) => kind === 'too_many')).toHaveLength(3);
  const before = await listImports();
  let wasRead = false;
  async function* unread() {
    wasRead = true;
    yield randomBytes(1);
  }
  expect(await receive(unread())).toEqual({ kind: 'too_many' });
  expect([wasRead, await listImports()]).toEqual([false, before]);
  const [unanswered, finished] = before.filter(({ state }) => state === 'queued');
  await fixture.sql(`update file_import set state = 'needs_columns' where id = ?`, [unanswered?.id]);
  expect(await receive(toPieces(randomBytes(50), 50))).toEqual({ kind: 'too_many' });
  await fixture.sql(`update file_import set state = 'done', ended_at = now() where id = ?`, [finished?.id]);
  expect(await receive(toPieces(randomBytes(50), 50))).toMatchObject({ kind: 'received' });
});
