import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCandidate, aNote, doneOf, erase, keep, type SinkBench, startSinkBench } from '../testing/crm-fixture.ts';

const client = { id: 'a-client', secret: 'a-secret', refreshToken: 'a-refresh-token' };
const secrets = { client_id: client.id, client_secret: client.secret, refresh_token: client.refreshToken };
const settings = { statuses: { open: 'Rejected', withdrawn: 'Unqualified' }, fields: { last_job: 'Last_Job' } };
const start = (given: object = secrets) =>
  startSinkBench('zoho_recruit_crm', { settings, secrets: given }, { limits: { zoho: { client } } });

let bench: SinkBench;
beforeEach(async () => {
  bench = await start();
});
afterEach(() => bench?.close());

test('a candidate is written with tags, status and notes; again, all of it stands once', async () => {
  const [one, note] = [aCandidate(), aNote()];
  const [first] = await bench.push(keep(one, { notes: [note] }));
  const { remoteId, notedEventIds } = doneOf(first);
  expect(notedEventIds).toEqual([note.eventId]);
  const there = bench.sandbox.zoho.find('Candidates', remoteId ?? '');
  expect(there).toMatchObject({
    Last_Name: '髙橋',
    First_Name: '由紀',
    Email: one.email,
    Mobile: '090-1234-5678',
    Phone: '03-1234-5678',
    State: '東京都',
    Skill_Set: 'TypeScript',
    Candidate_Status: 'Rejected',
    Associated_Tags: ['TypeScript'],
    Last_Job: 'エンジニア',
  });
  const again = await bench.push(keep(one, { remoteId, notes: [note], mayBeRepeat: true }));
  expect(again).toEqual([first]);
  // Also by who knows neither the id nor what became of the first push.
  expect(await bench.push(keep(one, { notes: [note], mayBeRepeat: true, formerAddresses: [one.email ?? ''] }))).toEqual(
    [first],
  );
  expect([bench.sandbox.zoho.candidates().length, bench.sandbox.zoho.notes().length]).toEqual([1, 1]);
  expect(bench.sandbox.zoho.notes()[0]?.Note_Content).toBe(`${note.text}\n[${note.eventId}]`);
});

test('an event id is not taken for a longer one', async () => {
  const [long, short] = [aNote({ eventId: 'goen:12' }), aNote({ eventId: 'goen:1' })];
  const one = aCandidate();
  await bench.push(keep(one, { notes: [long] }));
  await bench.push(keep(one, { notes: [long, short], mayBeRepeat: true }));
  expect(bench.sandbox.zoho.notes()).toHaveLength(2);
});

test.each([
  [{ familyName: null, givenName: null, fullName: 'Yuki Takahashi' }, { Last_Name: 'Yuki Takahashi' }],
  [{ familyName: null, givenName: '由紀', fullName: null }, { Last_Name: '由紀' }],
  [{ familyName: null, givenName: null, fullName: null }, { Last_Name: '（氏名不明）' }],
])('a name without its family part is written whole: %j', async (name, row) => {
  await bench.push(keep(aCandidate(name)));
  expect(bench.sandbox.zoho.candidates()).toMatchObject([row]);
  expect(bench.sandbox.zoho.candidates()[0]?.First_Name).toBeUndefined();
});

test('a row that is refused harms no other, and its fault names no person', async () => {
  const results = await bench.push(
    keep(),
    keep(aCandidate({ familyName: 'x'.repeat(300) })),
    keep(aCandidate({ email: 'not an address' })),
  );
  expect(results).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of candidates: INVALID_DATA (Last_Name)' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of candidates: INVALID_DATA (Email)' },
  ]);
});

test('a status that Zoho does not have is told by the name of its setting', async () => {
  const zoho = { client, candidateStatuses: ['Unqualified'] };
  const wrong = await startSinkBench('zoho_recruit_crm', { settings, secrets }, { limits: { zoho } });
  const results = await wrong.push(
    keep(),
    keep(aCandidate({ status: 'withdrawn' })),
    keep(aCandidate({ status: 'hired' })),
  );
  const detail =
    'change of status: INVALID_DATA (Candidate_Status); the setting statuses.open has to name a Candidate Status of Zoho';
  expect(results).toMatchObject([{ kind: 'failed', permanent: true, detail }, { kind: 'done' }, { kind: 'done' }]);
  await wrong.close();
});

test('a new address changes the candidate who is there, and makes no second one', async () => {
  const before = aCandidate();
  const { remoteId } = doneOf((await bench.push(keep(before)))[0]);
  const after = { ...before, email: 'new@example.jp' };
  await bench.push(keep(after, { remoteId, formerAddresses: [before.email ?? ''] }));
  expect(bench.sandbox.zoho.candidates()).toMatchObject([{ id: remoteId, Email: 'new@example.jp' }]);
  // Without the id: found by the former address.
  await bench.push(keep({ ...before, email: 'newer@example.jp' }, { formerAddresses: ['new@example.jp'] }));
  expect(bench.sandbox.zoho.candidates()).toMatchObject([{ id: remoteId, Email: 'newer@example.jp' }]);
});

test('an address that another has comes again: nobody is overwritten', async () => {
  const [one, other] = [aCandidate(), aCandidate()];
  const [first] = await bench.push(keep(one), keep(other));
  const [result] = await bench.push(keep({ ...one, email: other.email }, { remoteId: doneOf(first).remoteId }));
  expect(result).toMatchObject({ kind: 'failed', permanent: false });
});

test('one that was deleted there by hand is written anew', async () => {
  const one = aCandidate();
  const { remoteId } = doneOf((await bench.push(keep(one)))[0]);
  bench.sandbox.zoho.remove('Candidates', remoteId ?? '');
  const again = doneOf((await bench.push(keep(one, { remoteId })))[0]);
  expect(bench.sandbox.zoho.candidates()).toMatchObject([{ id: again.remoteId, Email: one.email }]);
});

test('erasure deletes by id and by every address; what is gone already is as it should be', async () => {
  const [byId, byAddress, other] = [aCandidate(), aCandidate(), aCandidate()];
  const [first] = await bench.push(keep(byId, { notes: [aNote()] }), keep(byAddress), keep(other));
  const { remoteId } = doneOf(first);
  const pushes = [erase({ remoteId }), erase({ addresses: ['nobody@example.jp', byAddress.email ?? ''] }), erase()];
  for (let n = 0; n < 2; n += 1)
    expect((await bench.push(...pushes)).map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
  expect(bench.sandbox.zoho.candidates().map((row) => row.Email)).toEqual([other.email]);
  expect(bench.sandbox.zoho.notes()).toEqual([]);
});

test('a double without an id is found by its address; the record that stays is spared', async () => {
  const [stays, double] = [aCandidate(), aCandidate()];
  const [first] = await bench.push(keep(stays), keep(double));
  const survivorId = doneOf(first).remoteId;
  const addresses = [stays.email ?? '', double.email ?? ''];
  await bench.push(erase({ addresses, reason: 'merged', survivorId }));
  expect(bench.sandbox.zoho.candidates().map(({ id }) => id)).toEqual([survivorId]);
});

test('an expired token is replaced once for all; a token that is refused again is told', async () => {
  await bench.push(keep());
  bench.sandbox.zoho.expireTokens();
  expect(doneOf((await bench.push(keep()))[0]).remoteId).not.toBeNull();
  expect(bench.refreshes()).toBe(2);
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/Candidates', times: null });
  await expect(bench.push(keep())).rejects.toMatchObject({ fault: { code: 'unauthorized' } });
});

test.each([
  ['a secret that is wrong', { ...secrets, client_secret: 'another' }, 'unauthorized'],
  ['a refresh token that is wrong', { ...secrets, refresh_token: 'another' }, 'unauthorized'],
])('%s is told by the test of the connection', async (_what, given, code) => {
  const wrong = await start(given);
  await expect(wrong.test()).rejects.toMatchObject({ fault: { code } });
  await wrong.close();
});

test.each([200, 400] as const)(
  'too many refreshes, answered %s, are a matter of time',
  async (tooManyRefreshesStatus) => {
    const zoho = { client, refreshesPerMinute: 0, tooManyRefreshesStatus };
    const limited = await startSinkBench('zoho_recruit_crm', { secrets }, { limits: { zoho } });
    await expect(limited.test()).rejects.toMatchObject({ fault: { code: 'rate_limited' }, permanent: false });
    await limited.close();
  },
);

test('a connection that the test of it finds good', async () => {
  await expect(bench.test()).resolves.toBeUndefined();
});

test('a note whose answer was lost stands once', async () => {
  const [one, note] = [aCandidate(), aNote()];
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'lost_answer', path: '/Notes', method: 'POST' });
  await expect(bench.push(keep(one, { notes: [note] }))).rejects.toMatchObject({ fault: { code: 'unavailable' } });
  expect(bench.sandbox.zoho.notes()).toHaveLength(1);
  const [again] = await bench.push(keep(one, { notes: [note], mayBeRepeat: true }));
  expect(doneOf(again).notedEventIds).toEqual([note.eventId]);
  expect(bench.sandbox.zoho.notes()).toHaveLength(1);
});

test('after a limit no more is asked; when nothing of a batch came through the limit is thrown', async () => {
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'too_many_requests', path: '/add_tags' });
  const untagged = keep(aCandidate({ tags: [], status: 'closed' }));
  expect(await bench.push(keep(), untagged)).toMatchObject([
    { kind: 'failed', code: 'rate_limited', permanent: false },
    { kind: 'done' },
  ]);
  bench.sandbox.faults.add({ vendor: 'zoho', fault: 'too_many_requests', path: '/upsert' });
  await expect(bench.push(keep(), keep())).rejects.toMatchObject({ fault: { code: 'rate_limited' } });
});

test('who has no address is not written, and nothing of theirs waits', async () => {
  const note = aNote();
  const [result] = await bench.push(keep(aCandidate({ email: null }), { notes: [note] }));
  expect(result).toEqual({ kind: 'done', remoteId: null, notedEventIds: [note.eventId] });
  expect(bench.sandbox.zoho.candidates()).toEqual([]);
});

test('many tags of many candidates are several calls: no address of one is longer than servers take', async () => {
  const tags = Array.from({ length: 80 }, (_, n) => ({ kind: 'skill' as const, value: `${'経'.repeat(22)}${n}` }));
  const pushes = Array.from({ length: 60 }, () => keep(aCandidate({ tags })));
  expect((await bench.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  const values = tags.map(({ value }) => value);
  for (const row of bench.sandbox.zoho.candidates()) expect(new Set(row.Associated_Tags)).toEqual(new Set(values));
});

test('a hundred candidates are one push', async () => {
  const pushes = Array.from({ length: 100 }, () => keep(aCandidate(), { notes: [aNote()] }));
  expect((await bench.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect([bench.sandbox.zoho.candidates().length, bench.sandbox.zoho.notes().length]).toEqual([100, 100]);
});
