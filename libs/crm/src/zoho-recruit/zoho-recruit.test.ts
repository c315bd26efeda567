import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aCandidate,
  aNote,
  type CrmFixture,
  erase,
  expectDone,
  keep,
  startCrmFixture,
} from '../testing/crm-fixture.ts';

const client = { id: 'a-client', secret: 'a-secret', refreshToken: 'a-refresh-token' };
const secrets = { client_id: client.id, client_secret: client.secret, refresh_token: client.refreshToken };
const settings = { statuses: { open: 'Rejected', withdrawn: 'Unqualified' }, fields: { last_job: 'Last_Job' } };
const start = (given: object = secrets) =>
  startCrmFixture('zoho_recruit_crm', { settings, secrets: given }, { limits: { zoho: { client } } });

let fixture: CrmFixture;
beforeEach(async () => {
  fixture = await start();
});
afterEach(() => fixture?.close());

test('writes a candidate with tags, status and notes; a repeated push writes nothing twice', async () => {
  const [candidate, note] = [aCandidate(), aNote()];
  const [first] = await fixture.push(keep(candidate, { notes: [note] }));
  const { remoteId, notedEventIds } = expectDone(first);
  expect(notedEventIds).toEqual([note.eventId]);
  const record = fixture.sandbox.zoho.find('Candidates', remoteId ?? '');
  expect(record).toMatchObject({
    Last_Name: '髙橋',
    First_Name: '由紀',
    Email: candidate.email,
    Mobile: '090-1234-5678',
    Phone: '03-1234-5678',
    State: '東京都',
    Skill_Set: 'TypeScript',
    Candidate_Status: 'Rejected',
    Associated_Tags: ['TypeScript'],
    Last_Job: 'エンジニア',
  });
  const again = await fixture.push(keep(candidate, { remoteId, notes: [note], mayBeRepeat: true }));
  expect(again).toEqual([first]);
  // Also when neither the ID nor the outcome of the first push is known.
  expect(
    await fixture.push(keep(candidate, { notes: [note], mayBeRepeat: true, formerAddresses: [candidate.email ?? ''] })),
  ).toEqual([first]);
  expect([fixture.sandbox.zoho.candidates().length, fixture.sandbox.zoho.notes().length]).toEqual([1, 1]);
  expect(fixture.sandbox.zoho.notes()[0]?.Note_Content).toBe(`${note.text}\n[${note.eventId}]`);
});

test('does not confuse an event ID with a longer one', async () => {
  const [long, short] = [aNote({ eventId: 'goen:12' }), aNote({ eventId: 'goen:1' })];
  const candidate = aCandidate();
  await fixture.push(keep(candidate, { notes: [long] }));
  await fixture.push(keep(candidate, { notes: [long, short], mayBeRepeat: true }));
  expect(fixture.sandbox.zoho.notes()).toHaveLength(2);
});

test.each([
  [{ familyName: null, givenName: null, fullName: 'Yuki Takahashi' }, { Last_Name: 'Yuki Takahashi' }],
  [{ familyName: null, givenName: '由紀', fullName: null }, { Last_Name: '由紀' }],
  [{ familyName: null, givenName: null, fullName: null }, { Last_Name: '（氏名不明）' }],
])('writes a name without a family name as a whole: %j', async (name, row) => {
  await fixture.push(keep(aCandidate(name)));
  expect(fixture.sandbox.zoho.candidates()).toMatchObject([row]);
  expect(fixture.sandbox.zoho.candidates()[0]?.First_Name).toBeUndefined();
});

test('a refused row does not affect the others, and its failure holds no personal data', async () => {
  const results = await fixture.push(
    keep(),
    keep(aCandidate({ familyName: 'x'.repeat(300) })),
    keep(aCandidate({ email: 'not an address' })),
    keep(aCandidate({ email: 'taro..1@docomo.ne.jp' })),
    keep(),
  );
  expect(results).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of candidates: INVALID_DATA (Last_Name)' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of candidates: INVALID_DATA (Email)' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of candidates: INVALID_DATA (Email)' },
    { kind: 'done' },
  ]);
});

test('names the setting when Zoho does not know the status', async () => {
  const zoho = { client, candidateStatuses: ['Unqualified'] };
  const misconfigured = await startCrmFixture('zoho_recruit_crm', { settings, secrets }, { limits: { zoho } });
  const results = await misconfigured.push(
    keep(),
    keep(aCandidate({ status: 'withdrawn' })),
    keep(aCandidate({ status: 'hired' })),
  );
  const detail =
    'change of status: INVALID_DATA (Candidate_Status); the setting statuses.open must name a Candidate Status of Zoho';
  expect(results).toMatchObject([{ kind: 'failed', permanent: true, detail }, { kind: 'done' }, { kind: 'done' }]);
  await misconfigured.close();
});

test('a new address updates the existing candidate', async () => {
  const before = aCandidate();
  const { remoteId } = expectDone((await fixture.push(keep(before)))[0]);
  const after = { ...before, email: 'new@example.jp' };
  await fixture.push(keep(after, { remoteId, formerAddresses: [before.email ?? ''] }));
  expect(fixture.sandbox.zoho.candidates()).toMatchObject([{ id: remoteId, Email: 'new@example.jp' }]);
  // Without an ID the candidate is found by the former address.
  await fixture.push(keep({ ...before, email: 'newer@example.jp' }, { formerAddresses: ['new@example.jp'] }));
  expect(fixture.sandbox.zoho.candidates()).toMatchObject([{ id: remoteId, Email: 'newer@example.jp' }]);
});

test('retries when another candidate has the new address, and overwrites nobody', async () => {
  const [candidate, other] = [aCandidate(), aCandidate()];
  const [first] = await fixture.push(keep(candidate), keep(other));
  const [result] = await fixture.push(
    keep({ ...candidate, email: other.email }, { remoteId: expectDone(first).remoteId }),
  );
  expect(result).toMatchObject({ kind: 'failed', permanent: false });
});

test('creates a candidate again who was deleted by hand', async () => {
  const candidate = aCandidate();
  const { remoteId } = expectDone((await fixture.push(keep(candidate)))[0]);
  fixture.sandbox.zoho.remove('Candidates', remoteId ?? '');
  const again = expectDone((await fixture.push(keep(candidate, { remoteId })))[0]);
  expect(fixture.sandbox.zoho.candidates()).toMatchObject([{ id: again.remoteId, Email: candidate.email }]);
});

test('erases by ID and by every address; erasing a missing candidate succeeds', async () => {
  const [byId, byAddress, other] = [aCandidate(), aCandidate(), aCandidate()];
  const [first] = await fixture.push(keep(byId, { notes: [aNote()] }), keep(byAddress), keep(other));
  const { remoteId } = expectDone(first);
  const pushes = [erase({ remoteId }), erase({ addresses: ['nobody@example.jp', byAddress.email ?? ''] }), erase()];
  for (let n = 0; n < 2; n += 1)
    expect((await fixture.push(...pushes)).map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
  expect(fixture.sandbox.zoho.candidates().map((row) => row.Email)).toEqual([other.email]);
  expect(fixture.sandbox.zoho.notes()).toEqual([]);
});

test('finds a duplicate without an ID by its address and spares the surviving record', async () => {
  const [survivor, duplicate] = [aCandidate(), aCandidate()];
  const [first] = await fixture.push(keep(survivor), keep(duplicate));
  const survivorId = expectDone(first).remoteId;
  const addresses = [survivor.email ?? '', duplicate.email ?? ''];
  await fixture.push(erase({ addresses, reason: 'merged', survivorId }));
  expect(fixture.sandbox.zoho.candidates().map(({ id }) => id)).toEqual([survivorId]);
});

test('refreshes an expired token once; reports a fresh token that is refused', async () => {
  await fixture.push(keep());
  fixture.sandbox.zoho.expireTokens();
  expect(expectDone((await fixture.push(keep()))[0]).remoteId).not.toBeNull();
  expect(fixture.countRefreshes()).toBe(2);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/Candidates', times: null });
  await expect(fixture.push(keep())).rejects.toMatchObject({ fault: { code: 'unauthorized' } });
});

test.each([
  ['a wrong secret', { ...secrets, client_secret: 'another' }, 'unauthorized'],
  ['a wrong refresh token', { ...secrets, refresh_token: 'another' }, 'unauthorized'],
])('the connection test reports %s', async (_what, given, code) => {
  const misconfigured = await start(given);
  await expect(misconfigured.test()).rejects.toMatchObject({ fault: { code } });
  await misconfigured.close();
});

test.each([200, 400] as const)(
  'too many token refreshes, answered %s, are retried later',
  async (tooManyRefreshesStatus) => {
    const zoho = { client, refreshesPerMinute: 0, tooManyRefreshesStatus };
    const limited = await startCrmFixture('zoho_recruit_crm', { secrets }, { limits: { zoho } });
    await expect(limited.test()).rejects.toMatchObject({ fault: { code: 'rate_limited' }, permanent: false });
    await limited.close();
  },
);

test('the connection test passes with valid secrets', async () => {
  await expect(fixture.test()).resolves.toBeUndefined();
});

test('writes a note once although the response was lost', async () => {
  const [candidate, note] = [aCandidate(), aNote()];
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'lost_answer', path: '/Notes', method: 'POST' });
  await expect(fixture.push(keep(candidate, { notes: [note] }))).rejects.toMatchObject({
    fault: { code: 'unavailable' },
  });
  expect(fixture.sandbox.zoho.notes()).toHaveLength(1);
  const [again] = await fixture.push(keep(candidate, { notes: [note], mayBeRepeat: true }));
  expect(expectDone(again).notedEventIds).toEqual([note.eventId]);
  expect(fixture.sandbox.zoho.notes()).toHaveLength(1);
});

test('stops calling after a rate limit, and throws it when nothing of the batch got through', async () => {
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'too_many_requests', path: '/add_tags' });
  const untagged = keep(aCandidate({ tags: [], status: 'closed' }));
  expect(await fixture.push(keep(), untagged)).toMatchObject([
    { kind: 'failed', code: 'rate_limited', permanent: false },
    { kind: 'done' },
  ]);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'too_many_requests', path: '/upsert' });
  await expect(fixture.push(keep(), keep())).rejects.toMatchObject({ fault: { code: 'rate_limited' } });
});

test('does not write a candidate without an address, and leaves no note pending', async () => {
  const note = aNote();
  const [result] = await fixture.push(keep(aCandidate({ email: null }), { notes: [note] }));
  expect(result).toEqual({ kind: 'done', remoteId: null, notedEventIds: [note.eventId] });
  expect(fixture.sandbox.zoho.candidates()).toEqual([]);
});

test('splits many tags of many candidates into calls with URLs of a valid length', async () => {
  const tags = Array.from({ length: 80 }, (_, n) => ({ kind: 'skill' as const, value: `${'経'.repeat(22)}${n}` }));
  const pushes = Array.from({ length: 60 }, () => keep(aCandidate({ tags })));
  expect((await fixture.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  const values = tags.map(({ value }) => value);
  for (const row of fixture.sandbox.zoho.candidates()) expect(new Set(row.Associated_Tags)).toEqual(new Set(values));
});

test('pushes a hundred candidates at once', async () => {
  const pushes = Array.from({ length: 100 }, () => keep(aCandidate(), { notes: [aNote()] }));
  expect((await fixture.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect([fixture.sandbox.zoho.candidates().length, fixture.sandbox.zoho.notes().length]).toEqual([100, 100]);
});
