import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, rejectedRow, startImportFixture } from '../testing/import-fixture.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture?.close());

type Connection = Awaited<ReturnType<typeof fixture.addConnection>>;
const take = async (connection: Connection, rows: readonly (readonly string[])[]) =>
  fixture.run(await fixture.receive(connection, csv(rows)));
/** Why each rejection of a connection is not mailed; null: it is. */
const readSilent = async ({ id }: Connection): Promise<Record<string, string | null>> => {
  const rows = await fixture.sql<{ remote_id: string; silent: string | null }>(
    'select remote_id, silent from rejection where source_key = ?',
    [`connection:${id}`],
  );
  return Object.fromEntries(rows.map(({ remote_id: remoteId, silent }) => [remoteId, silent]));
};
const email = () => `${crypto.randomUUID()}@example.jp`;

test.each(['内定', '内定承諾', '入社', ' 内\u3000定 ', '⼊社', '内\u200B定'])(
  'a row with %j prevents the mail about a rejection earlier in the file',
  async (status) => {
    const hrmos = await fixture.addConnection();
    const [held, other] = [email(), email()];
    const rows = [
      rejectedRow('R-1', { email: held }),
      rejectedRow('R-2', { email: other }),
      rejectedRow('O-1', { email: held, status }),
    ];
    expect(await take(hrmos, rows)).toMatchObject({ state: 'done', counts: { new: 2, not_a_rejection: 1 } });
    expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer', 'R-2': null });
  },
);

test('a row that lacks its last cells is refused, but its offer counts', async () => {
  const hrmos = await fixture.addConnection();
  const [held, cut] = [email(), email()];
  const rows = [rejectedRow('R-1', { email: held }), rejectedRow('R-2', { email: cut })];
  const short = `O-1,山田 太郎,内定,${held}\r\nO-2,山田 太郎,内定,${cut.slice(0, -1)}`;
  const file = Buffer.concat([csv(rows), Buffer.from(short)]);
  expect(await fixture.run(await fixture.receive(hrmos, file))).toMatchObject({ counts: { new: 2, refused: 2 } });
  expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer', 'R-2': null });
});

test.each([
  ['a list', (address: string) => `${email()}、${address}`],
  ['a line of its own', (address: string) => `${email()}\n${address}`],
  ['a name before it', (address: string) => `見本 太郎 <${address.toUpperCase()}>`],
])('an offer is found by an address in %s', async (_what, write) => {
  const hrmos = await fixture.addConnection();
  const held = email();
  await take(hrmos, [rejectedRow('R-1', { email: held }), rejectedRow('O-1', { email: write(held), status: '内定' })]);
  expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer' });
});

test.each(['選考中', '内定通知済み', '辞退', '内々定辞退'])('a row with %j prevents nothing', async (status) => {
  const hrmos = await fixture.addConnection();
  const address = email();
  await take(hrmos, [rejectedRow('O-1', { email: address, status }), rejectedRow('R-1', { email: address })]);
  expect(await readSilent(hrmos)).toEqual({ 'R-1': null });
});

test('an offer of an earlier file counts, on every connection of the company, until it is declined', async () => {
  const [hrmos, another] = [await fixture.addConnection(), await fixture.addConnection('hrmos')];
  const address = email();
  const offer = rejectedRow('O-1', { email: address, status: '内定' });
  const declined = rejectedRow('O-1', { email: address, status: '内定辞退' });
  const reject = async (id: string) => {
    await take(another, [rejectedRow(id, { email: address })]);
    return (await readSilent(another))[id];
  };
  await take(hrmos, [offer]);
  expect(await reject('R-1')).toBe('holds_offer');
  await take(hrmos, [declined]);
  expect(await reject('R-2')).toBeNull();
  await take(hrmos, [declined, rejectedRow('O-2', { email: address, status: '内定承諾' })]);
  expect(await reject('R-3')).toBe('holds_offer');
  // The same export once more says nothing new about O-1.
  await take(hrmos, [rejectedRow('Z-1'), declined]);
  expect(await reject('R-4')).toBe('holds_offer');
});

test('an offer ends the open case of a person; the same file again records it once', async () => {
  const hrmos = await fixture.addConnection();
  const address = email();
  await take(hrmos, [rejectedRow('R-1', { email: address })]);
  const offer = rejectedRow('O-1', { email: address, status: '内定' });
  await take(hrmos, [offer]);
  await take(hrmos, [offer, rejectedRow('Z-2', { status: '選考中' })]);
  const facts = await fixture.sql<{ kind: string; next_step: string }>(
    `select f.kind, c.next_step from fact f join follow_up_case c on c.id = f.case_id join rejection r on r.case_id = c.id
     where r.source_key = ? order by f.seq`,
    [`connection:${hrmos.id}`],
  );
  expect(facts).toEqual([
    { kind: 'rejection.reported', next_step: 'close' },
    { kind: 'candidate.hired', next_step: 'close' },
  ]);
});

test('a company can have its own list', async () => {
  const hrmos = await fixture.addConnection('hrmos', { offer_statuses: ['オファー済'] });
  const [own, standard] = [email(), email()];
  await take(hrmos, [
    rejectedRow('R-1', { email: own }),
    rejectedRow('R-2', { email: standard }),
    rejectedRow('O-1', { email: own, status: 'ｵﾌｧｰ済' }),
    rejectedRow('O-2', { email: standard, status: '内定' }),
  ]);
  expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer', 'R-2': null });
});

test('an offer more than one transaction further down counts, also one whose id was rounded', async () => {
  const hrmos = await fixture.addConnection();
  const [first, second] = [email(), email()];
  const many = Array.from({ length: 600 }, (_, n) => rejectedRow(`M-${n}`));
  await take(hrmos, [
    rejectedRow('R-1', { email: first }),
    rejectedRow('R-2', { email: second }),
    ...many,
    rejectedRow('O-1', { email: first, status: '内定' }),
    rejectedRow('1.23457E+11', { email: second, status: '内定' }),
  ]);
  expect(await readSilent(hrmos)).toMatchObject({ 'R-1': 'holds_offer', 'R-2': 'holds_offer', 'M-0': null });
});

/** Why rejections are held, by the person of each. */
const readHeld = async ({ id }: Connection): Promise<Record<string, string | null>> => {
  const rows = await fixture.sql<{ remote_id: string; address_state: string | null }>(
    'select r.remote_id, c.address_state from rejection r join candidate c on c.id = r.candidate_id where r.source_key = ?',
    [`connection:${id}`],
  );
  return Object.fromEntries(rows.map(({ remote_id: remoteId, address_state: state }) => [remoteId, state]));
};
const [taro, hanako] = ['佐藤 太郎', '佐藤 花子'];
const family = () => {
  const address = email();
  return {
    offer: rejectedRow('O-1', { email: address, name: taro, status: '内定' }),
    own: rejectedRow('R-1', { email: address, name: '佐藤　太郎（さとう たろう）' }),
    other: rejectedRow('R-2', { email: address, name: hanako }),
  };
};

test('an offer in the same file silences nobody else with the address; a member is asked', async () => {
  const hrmos = await fixture.addConnection();
  const { offer, own, other } = family();
  await take(hrmos, [own, other, offer]);
  expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer', 'R-2': null });
  expect(await readHeld(hrmos)).toMatchObject({ 'R-2': 'shared' });
});

test.each(['offer first', 'rejections first'])('nor does an offer in another file: %s', async (order) => {
  const hrmos = await fixture.addConnection();
  const { offer, other } = family();
  const files = [[offer], [other]];
  for (const rows of order === 'offer first' ? files : files.toReversed()) await take(hrmos, rows);
  expect(await readSilent(hrmos)).toEqual({ 'R-2': null });
  expect(await readHeld(hrmos)).toEqual({ 'R-2': 'shared' });
  const questions = await fixture.sql(
    `select 1 from shared_address s join candidate c on c.person_hash = s.person_hash and c.company_id = s.company_id
     where s.state = 'open' and c.source_key = ?`,
    [`connection:${hrmos.id}`],
  );
  expect(questions).toHaveLength(1);
});

test('two people without usable ids at one address keep their own offers', async () => {
  const hrmos = await fixture.addConnection();
  const address = email();
  const row = (name: string, status: string) => rejectedRow('1.23457E+11', { email: address, name, status });
  await take(hrmos, [row(taro, '内定'), row(hanako, '内定'), row(hanako, '内定辞退')]);
  await take(hrmos, [rejectedRow('R-1', { email: address, name: taro })]);
  expect(await readSilent(hrmos)).toEqual({ 'R-1': 'holds_offer' });
});
