import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBasis } from '@goen/contracts/internal';
import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionKinds } from '../inbound/connections/connection-kinds.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { commands } from './commands.ts';
import { wakeOpenCases } from './wake-cases.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const run = async (name: string, values: Record<string, string[]> = {}): Promise<string> => {
  const command = commands[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  expect(command.options).toEqual(expect.arrayContaining(Object.keys(values)));
  return command.run(gateway.admin, values);
};
const extractId = (output: string): string => /[0-9a-f-]{36}/.exec(output)?.[0] ?? '';

test('creates a company with its sender and default settings, and refuses a taken slug', async () => {
  const given = { name: ['株式会社みらい'], slug: ['mirai'], from: ['hr@mirai.example.jp'] };
  const id = extractId(await run('company create', given));
  const [row] = await gateway.rows<{ name: string; settings: unknown }>(
    'select name, settings from company where id = ?',
    [id],
  );
  expect(row).toMatchObject({
    name: '株式会社みらい',
    settings: {
      sender: { name: '株式会社みらい', fromAddress: 'hr@mirai.example.jp', replyTo: 'hr@mirai.example.jp' },
      undoWindowMinutes: 60,
      hours: { opensAt: '10:00', closesAt: '18:00', shortClosesAt: '15:00' },
    },
  });
  await expect(run('company create', given)).rejects.toThrow('The slug "mirai" is taken.');
});

test('reads settings from a file and keeps the options of the command line', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'settings-'));
  const file = join(dir, 'settings.json');
  await writeFile(file, JSON.stringify({ undoWindowMinutes: 5, sender: { contact: 'https://file.example.jp' } }));
  const given = { name: ['File'], slug: ['from-file'], from: ['hr@file.example.jp'], settings: [file] };
  const id = extractId(await run('company create', given));
  await rm(dir, { recursive: true });
  const [row] = await gateway.rows<{ settings: unknown }>('select settings from company where id = ?', [id]);
  expect(row?.settings).toMatchObject({
    undoWindowMinutes: 5,
    sender: { fromAddress: 'hr@file.example.jp', contact: 'https://file.example.jp' },
  });
});

test('changes single settings; an invalid change changes nothing', async () => {
  const settings = () => gateway.rows("select settings from company where slug = 'aoba'");
  const changed = await run('company settings', {
    slug: ['aoba'],
    set: ['hours.closesAt=17:00', 'undoWindowMinutes=0', 'sender.name=青葉 採用=係'],
  });
  expect(JSON.parse(changed)).toMatchObject({
    undoWindowMinutes: 0,
    hours: { opensAt: '10:00', closesAt: '17:00' },
    sender: { name: '青葉 採用=係', fromAddress: 'saiyo@hinode.example.jp' },
  });
  const before = await settings();
  for (const set of ['undoWindowMinutes=-1', 'hours.closesAt=25:00', 'nothing'])
    await expect(run('company settings', { slug: ['aoba'], set: [set] })).rejects.toThrow(/undo|closesAt|path=value/);
  expect(await settings()).toEqual(before);
});

test('a new company keeps nobody unless it states a basis; stating one confirms it', async () => {
  const keeping = async (slug: string) =>
    (
      await gateway.rows<{ keeping: object }>("select settings -> 'keeping' as keeping from company where slug = ?", [
        slug,
      ])
    )[0]?.keeping;
  const create = (slug: string, more: Record<string, string[]> = {}) =>
    run('company create', { name: [slug], slug: [slug], from: ['hr@x.example.jp'], ...more });
  expect(await create('no-basis')).toMatch(/states no basis/);
  expect(await keeping('no-basis')).toEqual(noBasis);
  const notice = { notice: ['保管します。'], 'notice-version': ['1'], 'notice-since': ['2026-04-01'] };
  expect(await create('by-notice', notice)).not.toMatch(/basis/);
  expect(await keeping('by-notice')).toMatchObject({
    basis: 'notice',
    notices: [{ version: '1', link: null }],
    unconfirmed: false,
  });

  // As an upgrade leaves companies.
  const before = { basis: 'notice', notices: [], unconfirmed: true, statedAt: null };
  await gateway.rows("update company set settings = settings || ?::jsonb where slug = 'by-notice'", [
    JSON.stringify({ keeping: before }),
  ]);
  expect((await run('company keeping')).split('\n')[0]).toMatch(/NOT CONFIRMED/);
  const state = (...set: string[]) => run('company settings', { slug: ['by-notice'], set });
  await expect(state('keeping.basis=notice')).rejects.toThrow(/at least one notice/);
  await state('keeping.basis=consent');
  expect(await keeping('by-notice')).toMatchObject({
    basis: 'consent',
    unconfirmed: false,
    statedAt: expect.stringMatching(/^20/),
  });
  const earlier = [
    { version: '2', text: 'x', since: '2026-05-01' },
    { version: '1', text: 'x', since: '2026-04-01' },
  ];
  await expect(state(`keeping.notices=${JSON.stringify(earlier)}`)).rejects.toThrow(/sorted by since/);
});

test('a key grants its scopes until it is revoked, and only its hash is stored', async () => {
  const shown = await run('key create', { company: ['hinode'], name: ['ats'], scopes: ['cases:read,events:write'] });
  const key = shown.split('\n')[0] ?? '';
  const requestStatus = async (path: string) => (await gateway.request(path, {}, key)).status;
  expect([await requestStatus('/v1/cases'), await requestStatus('/v1/candidates')]).toEqual([200, 403]);
  expect(JSON.stringify(await gateway.rows('select * from api_key'))).not.toContain(key);
  const prefix = [key.slice(0, 11)];
  await expect(run('key revoke', { company: ['aoba'], prefix })).rejects.toThrow('no active key');
  expect(await run('key revoke', { company: ['hinode'], prefix })).toBe(`Revoked ${key.slice(0, 11)} (ats).`);
  // A gateway remembers a key for half a second.
  await expect.poll(() => requestStatus('/v1/cases'), { timeout: 30_000 }).toBe(401);
  await expect(run('key revoke', { company: ['hinode'], prefix })).rejects.toThrow('no active key');
  await expect(run('key create', { company: ['hinode'], name: ['x'], scopes: ['all'] })).rejects.toThrow('scopes');
});

test('opens a position, and closes it only once and only for its company', async () => {
  const id = [extractId(await run('position open', { company: ['hinode'], title: ['エンジニア'] }))];
  await expect(run('position close', { company: ['aoba'], id })).rejects.toThrow('no open position');
  await run('position close', { company: ['hinode'], id });
  await expect(run('position close', { company: ['hinode'], id })).rejects.toThrow('no open position');
  expect(await gateway.rows('select state, url from position where id = ?', id)).toEqual([
    { state: 'closed', url: null },
  ]);
});

test('`licence set` wakes cases with a waiting referral, `cases wake` every open case', async () => {
  const report = async () =>
    ((await (await gateway.post('/v1/rejections', aReport())).json()) as RejectionAccepted).case_id;
  const [waiting, other, closed] = [await report(), await report(), await report()];
  await gateway.rows("update follow_up_case set next_step = 'referral' where id = ?", [waiting]);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [closed]);
  // All in the background lane, so that a consent does not wait behind them.
  const takeNudges = async () => {
    const rows = await gateway.rows<{ case_id: string }>(
      "select case_id from outbox where kind = 'nudge' and background",
    );
    await gateway.rows('delete from outbox');
    return rows.map((row) => row.case_id).toSorted();
  };
  const licence = {
    number: ['13-ユ-300001'],
    kind: ['有料職業紹介事業'],
    expires: ['2029-03-31'],
    name: ['株式会社ごえん'],
    address: ['東京都千代田区1-1'],
    complaints: ['kujo@goen.example.jp'],
    occupations: ['全職種'],
    fees: ['0円'],
  };
  expect(await run('licence set', licence)).toContain('resumed 1 waiting referral(s)');
  expect(await takeNudges()).toEqual([waiting]);
  expect(await run('cases wake')).toBe('Woke 2 open case(s).');
  expect(await run('cases wake')).toBe('Woke 0 open case(s).');
  expect(await takeNudges()).toEqual([waiting, other].toSorted());
  expect(await wakeOpenCases(gateway.admin, 1)).toBe(2);
  expect(await takeNudges()).toEqual([waiting, other].toSorted());
  await expect(run('licence set', { ...licence, expires: ['31.3.2029'] })).rejects.toThrow('expiresOn');
});

test('`connections wake` enqueues every connection that is not deleted', async () => {
  const create = async (kind: string) =>
    extractId(await run('connection create', { company: ['hinode'], kind: [kind], name: [kind] }));
  const [active, deleted] = [await create('jobcan'), await create('hrmos')];
  await gateway.rows("update connection set state = 'deleted' where id = ?", [deleted]);
  await gateway.rows('delete from outbox');
  expect(await run('connections wake')).toBe('Enqueued 1 connection(s).');
  expect(await gateway.rows('select connection_id, company_id, kind from outbox')).toEqual([
    { connection_id: active, company_id: gateway.hinode.id, kind: 'connection' },
  ]);
});

test.each([...connectionKinds.values()])(
  '`connection create` makes no $kind connection that could not work',
  async (kind) => {
    const isUsable = kind.secrets.safeParse({}).success && kind.settings.safeParse({}).success;
    const answer = await run('connection create', { company: ['aoba'], kind: [kind.kind], name: ['x'] }).catch(String);
    expect(answer).toContain(isUsable ? 'Created connection' : 'POST /v1/connections');
    const rows = await gateway.rows('select 1 from connection where company_id = ? and kind = ?', [
      gateway.aoba.id,
      kind.kind,
    ]);
    expect(rows).toHaveLength(isUsable ? 1 : 0);
  },
);

test.each([
  ['key create', { company: ['nobody'], name: ['x'], scopes: ['cases:read'] }, 'Company "nobody" not found.'],
  ['connection create', { company: ['nobody'], kind: ['hrmos'], name: ['x'] }, 'Company "nobody" not found.'],
  ['company create', { name: ['x'], slug: ['NO'], from: ['hr@x.example.jp'] }, 'slug'],
  ['company create', { name: ['x'], slug: ['ok-slug'], from: ['none'] }, 'fromAddress'],
  ['company settings', {}, '--slug is missing.'],
] as const)('%s reports invalid input: %j', async (name, values, message) => {
  await expect(run(name, Object.fromEntries(Object.entries(values).map(([k, v]) => [k, [...v]])))).rejects.toThrow(
    message,
  );
});

test('`key revoke` takes the whole key, or first characters that no other active key has', async () => {
  const make = async (name: string) =>
    (await run('key create', { company: ['hinode'], name: [name], scopes: ['cases:read'] })).split('\n')[0] ?? '';
  const [first, second] = [await make('first'), await make('second')];
  await expect(run('key revoke', { company: ['hinode'], prefix: ['goen_'] })).rejects.toThrow(
    /active keys of hinode begin/,
  );
  expect(await run('key revoke', { company: ['hinode'], prefix: [first] })).toBe(
    `Revoked ${first.slice(0, 11)} (first).`,
  );
  const rotated = await run('key rotate', { company: ['hinode'], prefix: [second.slice(0, 9)] });
  expect(rotated).toMatch(/^goen_[\w-]+\nStore it now/);
  const listed = await run('key list', { company: ['hinode'], all: ['yes'] });
  expect(listed.split('\n').map((line) => line.split('\t').slice(1, 3))).toEqual(
    expect.arrayContaining([
      ['revoked', 'first'],
      ['active', 'second'],
    ]),
  );
  expect(JSON.parse(await run('key show', { prefix: [first].map((key) => key.slice(0, 11)) }))).toMatchObject({
    name: 'first',
    state: 'revoked',
    createdBy: 'operator',
  });
});

test('lists and shows what there is, without secrets and names of candidates', async () => {
  await gateway.post('/v1/rejections', aReport({ candidate: { family_name: '秘密' } }));
  await gateway.rows(
    `insert into member (id, company_id, email, email_hash, name, role, locale, created_at)
     values (gen_random_uuid(), ?, 'sato@hinode.example.jp', 'h', '佐藤 恵', 'owner', 'ja', now())`,
    [gateway.hinode.id],
  );
  const [connection] = await gateway.rows<{ id: string }>("select id from connection where state <> 'deleted' limit 1");
  const [position] = await gateway.rows<{ id: string }>('select id from position limit 1');
  const [member] = await gateway.rows<{ id: string }>('select id from member limit 1');
  const [openCase] = await gateway.rows<{ id: string }>("select id from follow_up_case where state = 'open' limit 1");
  const all = [
    await run('company list'),
    await run('company show', { slug: ['hinode'] }),
    await run('member list', { company: ['hinode'] }),
    await run('member show', { id: [member?.id ?? ''] }),
    await run('key list', { company: ['hinode'] }),
    await run('position list', { company: ['hinode'], all: ['yes'] }),
    await run('position show', { id: [position?.id ?? ''] }),
    await run('licence list'),
    await run('licence show'),
    await run('cases list', { company: ['hinode'] }),
    await run('cases show', { id: [openCase?.id ?? ''] }),
    await run('connection list', { company: ['hinode'] }),
    await run('connection show', { id: [connection?.id ?? ''] }),
    await run('audit list', { company: ['hinode'] }),
    await run('audit list'),
    await run('audit export', { company: ['hinode'], as: ['ndjson'] }),
  ];
  for (const text of all) expect(text).not.toMatch(/keyHash|秘密|secrets"|emailHash/);
  expect(all[2]).toMatch(/\towner\t佐藤 恵\tsato@hinode\.example\.jp\tinvited$/);
  expect(all[14]).toContain('licence.recorded');
  await expect(run('position show', { id: [gateway.hinode.id] })).rejects.toThrow('There is no position');
});

test('`cases stuck` lists what should have acted, with its reason', async () => {
  const [first, second] = await gateway.rows<{ id: string }>(
    "select id from follow_up_case where state = 'open' limit 2",
  );
  await gateway.rows("update follow_up_case set next_step_at = now() + interval '1 day' where state = 'open'");
  await gateway.rows('delete from outbox');
  expect(await run('cases stuck')).toBe('No case is stuck.');
  await gateway.rows("update follow_up_case set next_step_at = now() - interval '2 days' where id = ?", [first?.id]);
  await gateway.rows(
    "insert into outbox (company_id, case_id, kind, wake_at, attempts) values (?, ?, 'nudge', now(), 12)",
    [gateway.hinode.id, second?.id],
  );
  const lines = (await run('cases stuck')).split('\n').map((line) => line.split('\t'));
  expect(lines.find(([id]) => id === first?.id)?.at(-1)).toMatch(/^stuck: no worker has acted|^waits for a placement/);
  expect(lines.find(([id]) => id === second?.id)?.at(-1)).toMatch(/^Temporal was not notified, 12 attempts since /);
});

test('`audit verify` ends with JSON', async () => {
  const counted = await gateway.rows<{ n: number }>('select count(*)::int as n from audit_event');
  expect(JSON.parse((await run('audit verify')).split('\n').at(-1) ?? '')).toEqual({
    events: counted[0]?.n,
    broken: 0,
  });
});
