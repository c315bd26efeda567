import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxUnfinishedImports } from '@goen/contracts/public';
import { createLogger } from '@goen/service-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { csv, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';
import { type SeenFiles, scanFolder } from './watched-folder.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
let folder: string;
let hrmos: Awaited<ReturnType<(typeof fixture)['connection']>>;
let drop: string;
let seen: SeenFiles;
beforeAll(async () => {
  fixture = await startImportFixture();
  folder = await mkdtemp(join(tmpdir(), 'goen-watched-'));
});
beforeEach(async () => {
  hrmos = await fixture.connection();
  drop = join(folder, fixture.companyId, hrmos.id);
  await mkdir(drop, { recursive: true });
  seen = new Map();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await fixture?.close();
});

const byName = (a: string, b: string) => (a < b ? -1 : 1);
const look = () => scanFolder({ orm: fixture.context.orm, logger: createLogger('worker', 'silent'), folder }, seen);
const imports = () =>
  fixture.sql<{ id: string; state: string }>('select id, state from file_import where connection_id = ?', [hrmos.id]);
const work = async () => {
  for (const { id } of await imports()) await fixture.run({ importId: id, companyId: fixture.companyId });
};
const files = async (where: string) => (await readdir(join(drop, where)).catch(() => [])).toSorted(byName);

test('a file is taken once it is whole, and moved beside its report', async () => {
  await writeFile(join(drop, '応募.csv'), csv([rejectedRow('F-1'), rejectedRow('F-2', { date: '26/1/1' })]));
  await look();
  expect(await imports()).toEqual([]);
  await look();
  await look();
  expect(await imports()).toMatchObject([{ state: 'queued' }]);
  expect(await files('')).toEqual(['応募.csv']);
  await work();
  await look();
  expect(await imports()).toHaveLength(1);
  expect(await files('')).toEqual(['done']);
  const [kept = '', report = ''] = await files('done');
  expect([kept, report]).toEqual([expect.stringMatching(/-応募\.csv$/), `${kept}.report.json`]);
  const told = JSON.parse(await readFile(join(drop, 'done', report), 'utf8')) as object;
  expect(told).toMatchObject({ state: 'done', rows: 2, counts: { new: 1, refused: 1 } });
});

test.each<[string, Buffer, RegExp]>([
  ['of Windows', Buffer.concat([Buffer.from('95738dcc9770', 'hex'), Buffer.from('.csv')]), /^[0-9a-f]{8}-不採用\.csv$/],
  ['as long as may be', Buffer.from(`${'応'.repeat(83)}.csv`), /^[0-9a-f]{8}-応{73}\.csv$/],
])('a name %s is taken and moved like any other', async (_, name, kept) => {
  await writeFile(Buffer.concat([Buffer.from(`${drop}/`), name]), csv([rejectedRow('N-1')]));
  await look();
  await look();
  await work();
  await look();
  expect(await files('')).toEqual(['done']);
  expect(await files('done')).toEqual([expect.stringMatching(kept), expect.stringMatching(/\.report\.json$/)]);
});

test('a file that still grows is left, and so is one that its writer calls unfinished, until it is renamed', async () => {
  const path = join(drop, 'a.csv');
  await writeFile(path, csv([rejectedRow('G-1')]));
  await look();
  await appendFile(path, csv([rejectedRow('G-2')]).subarray(3));
  await look();
  expect(await imports()).toEqual([]);
  await rename(path, join(drop, 'b.csv.part'));
  await look();
  await look();
  expect(await imports()).toEqual([]);
  await writeFile(join(drop, 'b.csv.part'), csv([rejectedRow('G-1')]));
  await rename(join(drop, 'b.csv.part'), join(drop, 'b.csv'));
  await look();
  await look();
  expect(await imports()).toHaveLength(1);
});

test('who begins anew after a crash takes nothing twice', async () => {
  await writeFile(join(drop, 'a.csv'), csv([rejectedRow('H-1')]));
  await look();
  await look();
  await work();
  seen = new Map();
  await look();
  await look();
  expect(await imports()).toHaveLength(1);
  expect(await files('done')).toHaveLength(2);
});

test('a file that is refused, or whose folder names no connection, is moved to refused with the reason', async () => {
  await writeFile(join(drop, 'a.xls'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  const nowhere = join(folder, fixture.companyId, '01890a5d-ac96-774b-bcce-b302099a8057');
  await mkdir(nowhere);
  await writeFile(join(nowhere, 'b.csv'), csv([rejectedRow('I-1')]));
  await look();
  await look();
  await work();
  await look();
  const reportIn = async (place: string) => {
    const [, report = ''] = (await readdir(join(place, 'refused'))).toSorted(byName);
    return JSON.parse(await readFile(join(place, 'refused', report), 'utf8')) as object;
  };
  expect(await reportIn(drop)).toMatchObject({ state: 'refused', refusal: { code: 'old_workbook' } });
  expect(await reportIn(nowhere)).toEqual({ code: 'unknown_connection' });
});

test('a file for which there is no room waits where it is, and is taken once there is', async () => {
  await fixture.sql(`update file_import set state = 'cancelled', ended_at = now() where ended_at is null`);
  for (let n = 0; n < maxUnfinishedImports; n += 1) await fixture.receive(hrmos, csv([rejectedRow(`J-${n}`)]));
  await writeFile(join(drop, 'a.csv'), csv([rejectedRow('K-1')]));
  for (let n = 0; n < 3; n += 1) await look();
  expect([await files(''), (await imports()).length]).toEqual([['a.csv'], maxUnfinishedImports]);
  await fixture.sql(`update file_import set state = 'cancelled', ended_at = now() where connection_id = ?`, [hrmos.id]);
  await look();
  await work();
  await look();
  expect(await files('')).toEqual(['done']);
});

test('a folder that can’t be read keeps no other from its turn', async () => {
  // Its name is Shift_JIS, as an old share writes it, and sorts first: it is listed, but can't be opened by that.
  await mkdir(Buffer.concat([Buffer.from(`${folder}/0-`), Buffer.from([0x89, 0x9e, 0x95, 0xe5])]));
  await writeFile(join(drop, 'a.csv'), csv([rejectedRow('L-1')]));
  await look();
  await look();
  expect(await imports()).toHaveLength(1);
});
