import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestFaults, vendorSpecs } from '../testing/check-request.ts';
import { aCandidate, aNote, doneOf, erase, keep, type SinkBench, startSinkBench } from '../testing/crm-fixture.ts';

const secrets = { access_token: 'pat-jp1-a-token' };
const subscriptionId = 1001;
const settings = { subscription_id: subscriptionId, fields: { tags: 'goen_tags', status: 'goen_status' } };
const limits = {
  hubspot: { accessTokens: [secrets.access_token], contactProperties: Object.values(settings.fields) },
};

let bench: SinkBench;
beforeEach(async () => {
  bench = await startSinkBench('hubspot', { settings, secrets }, { limits });
});
afterEach(() => bench?.close());

const statusOf = (email: string | null) =>
  bench.sandbox.hubspot.subscriptions(email ?? '').find((one) => one.subscriptionId === subscriptionId)?.status;
const said = (email: string | null, status: 'SUBSCRIBED' | 'UNSUBSCRIBED') =>
  bench.sandbox.hubspot.setSubscription({
    email: email ?? '',
    subscriptionId,
    status,
    source: 'PREFERENCES_PAGE',
    legalBasis: null,
    legalBasisExplanation: null,
  });

test('a contact is written with the properties that were named, and notes of it; again, all of it stands once', async () => {
  const [one, note] = [aCandidate(), aNote()];
  const [first] = await bench.push(keep(one, { notes: [note] }));
  const { remoteId, notedEventIds } = doneOf(first);
  expect(notedEventIds).toEqual([note.eventId]);
  const named = { goen_tags: 'TypeScript', goen_status: 'フォロー中' };
  const own = { lastname: '髙橋', firstname: '由紀', phone: '090-1234-5678', state: '東京都', email: one.email };
  expect(bench.sandbox.hubspot.find('contacts', remoteId ?? '')?.properties).toMatchObject({ ...own, ...named });
  expect(await bench.push(keep(one, { remoteId, notes: [note], mayBeRepeat: true }))).toEqual([first]);
  expect(await bench.push(keep(one, { notes: [note], mayBeRepeat: true }))).toEqual([first]);
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(1);
  const [written, ...more] = bench.sandbox.hubspot.notes();
  expect([more, written?.contactIds, written?.properties.hs_note_body]).toEqual([
    [],
    [remoteId],
    `${note.text}\n[${note.eventId}]`,
  ]);
});

test('a contact that is refused harms no other (207), and its fault names no person', async () => {
  const results = await bench.push(keep(), keep(aCandidate({ email: 'not an address' })), keep());
  expect(results).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of contacts: the contact was refused' },
    { kind: 'done' },
  ]);
});

test('two with one address in a batch are one contact, and harm no other', async () => {
  const email = 'Both@example.jp';
  const results = await bench.push(keep(aCandidate({ email })), keep(aCandidate({ email: 'both@example.jp' })), keep());
  expect(new Set(results.map((one) => doneOf(one).remoteId)).size).toBe(2);
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(2);
});

test('a new address changes the contact who is there; one that was deleted by hand is written anew', async () => {
  const before = aCandidate();
  const { remoteId } = doneOf((await bench.push(keep(before)))[0]);
  await bench.push(keep({ ...before, email: 'new@example.jp' }, { remoteId }));
  await bench.push(
    keep({ ...before, email: 'newer@example.jp' }, { formerAddresses: ['x@example.jp', 'new@example.jp'] }),
  );
  expect(bench.sandbox.hubspot.contacts()).toMatchObject([{ id: remoteId, properties: { email: 'newer@example.jp' } }]);
  bench.sandbox.hubspot.remove('contacts', remoteId ?? '');
  const again = doneOf((await bench.push(keep(before, { remoteId })))[0]);
  expect(bench.sandbox.hubspot.contacts()).toMatchObject([{ id: again.remoteId }]);
});

test('two who are known there as one contact are one batch, and harm no other', async () => {
  const [one, other] = [aCandidate({ email: 'both@example.jp' }), aCandidate({ email: 'both@example.jp' })];
  const { remoteId } = doneOf((await bench.push(keep(one)))[0]);
  const results = await bench.push(keep(one, { remoteId }), keep(other, { remoteId }), keep());
  expect(results.map((result) => doneOf(result).remoteId === remoteId)).toEqual([true, true, false]);
});

test('a contact that was merged into another there is known by that one’s id from then on', async () => {
  const [stays, goes] = [aCandidate(), aCandidate()];
  const [first, second] = (await bench.push(keep(stays), keep(goes))).map((one) => doneOf(one).remoteId ?? '');
  const books = bench.sandbox.hubspot;
  const [one, other] = [first, second].map((id) => books.find('contacts', id ?? ''));
  if (!one || !other || first === undefined || second === undefined) throw new Error('not there');
  books.merge(one, other);
  const note = aNote();
  const [result] = await bench.push(keep(goes, { remoteId: second, notes: [note] }), keep());
  expect(doneOf(result)).toEqual({ kind: 'done', remoteId: first, notedEventIds: [note.eventId] });
  expect(books.notes()).toMatchObject([{ contactIds: [first] }]);
  await bench.push(erase({ remoteId: second }));
  expect(books.find('contacts', first)).toBeUndefined();
});

test('a refusal is told both ways, and taken back by neither', async () => {
  const [ours, theirs, both, none] = [
    aCandidate({ unsubscribed: true }),
    aCandidate(),
    aCandidate({ unsubscribed: true }),
    aCandidate(),
  ];
  for (const { email } of [theirs, both]) said(email, 'UNSUBSCRIBED');
  said(ours.email, 'SUBSCRIBED');
  const results = await bench.push(keep(ours), keep(theirs), keep(both), keep(none));
  expect(results.map((one) => doneOf(one).unsubscribedInCrm ?? false)).toEqual([false, true, false, false]);
  expect([ours, theirs, both, none].map(({ email }) => statusOf(email))).toEqual([
    'UNSUBSCRIBED',
    'UNSUBSCRIBED',
    'UNSUBSCRIBED',
    undefined,
  ]);
});

test('who wants no mail of any kind there said no as well', async () => {
  const [theirs, both, none] = [aCandidate(), aCandidate({ unsubscribed: true }), aCandidate()];
  for (const { email } of [theirs, both]) bench.sandbox.hubspot.optOutOfAll(email ?? '');
  const results = await bench.push(keep(theirs), keep(both), keep(none));
  expect(results.map((one) => doneOf(one).unsubscribedInCrm ?? false)).toEqual([true, false, false]);
  expect(bench.asked.filter(({ path }) => path.endsWith('/write'))).toEqual([]);
});

test('whose state HubSpot does not tell comes again: not known is no yes', async () => {
  const { id: remoteId } = bench.sandbox.hubspot.add('contacts', { email: 'before@example.jp' });
  const told = await bench.push(keep(aCandidate({ email: 'no address' }), { remoteId }), keep());
  const detail = 'reading of subscriptions: the address was refused';
  expect(told).toMatchObject([{ kind: 'failed', permanent: false, detail }, { kind: 'done' }]);
});

test('a refusal that HubSpot does not take is no success: it comes again, and harms no other', async () => {
  const [blocked, other] = [aCandidate({ email: 'blocked@example.jp', unsubscribed: true }), aCandidate()];
  const { id: remoteId } = bench.sandbox.hubspot.add('contacts', { email: 'before@example.jp' });
  bench.sandbox.hubspot.forget({ email: 'blocked@example.jp' });
  const told = await bench.push(keep(blocked, { remoteId }), keep({ ...other, unsubscribed: true }));
  expect(told).toMatchObject([
    { kind: 'failed', code: 'refused', permanent: false, detail: 'unsubscribing: the address was refused' },
    { kind: 'done' },
  ]);
  expect(statusOf(other.email)).toBe('UNSUBSCRIBED');
});

test('a look reads subscriptions alone', async () => {
  const [there, gone] = [aCandidate(), aCandidate()];
  const [first, second] = await bench.push(keep(there), keep(gone));
  const [here, away] = [doneOf(first), doneOf(second)];
  bench.sandbox.hubspot.remove('contacts', away.remoteId ?? '');
  said(gone.email, 'UNSUBSCRIBED');
  bench.asked.length = 0;
  const look = ({ remoteId }: typeof here) => ({ remoteId, recheckOnly: true });
  const results = await bench.push(keep(there, look(here)), keep(gone, look(away)));
  expect(results).toEqual([here, { ...away, unsubscribedInCrm: true }]);
  expect(bench.asked.map(({ path }) => path.replace(/^.*batch/, ''))).toEqual([
    '/read?channel=EMAIL',
    '/unsubscribe-all/read?channel=EMAIL',
  ]);
});

test('erasure goes by gdpr-delete, also of an address that was never seen there; a double goes without a block', async () => {
  const [byId, byAddress, merged] = [aCandidate(), aCandidate(), aCandidate()];
  const [first, , third] = await bench.push(keep(byId, { notes: [aNote()] }), keep(byAddress), keep(merged));
  const pushes = [
    erase({ remoteId: doneOf(first).remoteId, addresses: [byId.email ?? ''] }),
    erase({ addresses: [byAddress.email ?? '', 'unseen@example.jp'] }),
    erase({ remoteId: doneOf(third).remoteId, addresses: [merged.email ?? ''], reason: 'merged' }),
    erase(),
  ];
  for (let n = 0; n < 2; n += 1) expect((await bench.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect([bench.sandbox.hubspot.contacts(), bench.sandbox.hubspot.notes()]).toEqual([[], []]);
  expect(bench.sandbox.hubspot.isBlocked('unseen@example.jp')).toBe(true);
  expect(bench.sandbox.hubspot.isBlocked(merged.email ?? '')).toBe(false);
});

test('a double without an id is found by its address; the record that stays is spared', async () => {
  const [stays, double] = [aCandidate(), aCandidate()];
  const [first] = await bench.push(keep(stays), keep(double));
  const survivorId = doneOf(first).remoteId;
  const addresses = [stays.email ?? ''];
  await bench.push(erase({ addresses, reason: 'merged', survivorId }));
  expect(bench.sandbox.hubspot.contacts()).toHaveLength(2);
  await bench.push(erase({ addresses: [double.email ?? ''], reason: 'merged', survivorId }));
  expect(bench.sandbox.hubspot.contacts().map(({ id }) => id)).toEqual([survivorId]);
});

test('a note whose answer was lost stands once', async () => {
  const [one, note] = [aCandidate(), aNote()];
  bench.sandbox.faults.add({ vendor: 'hubspot', fault: 'lost_answer', path: '/notes/batch/create' });
  await expect(bench.push(keep(one, { notes: [note] }))).rejects.toMatchObject({ fault: { code: 'unavailable' } });
  const again = doneOf((await bench.push(keep(one, { notes: [note], mayBeRepeat: true })))[0]);
  expect([again.notedEventIds, bench.sandbox.hubspot.notes().length]).toEqual([[note.eventId], 1]);
});

test.each([
  ['too_many_requests', 'rate_limited'],
  ['server_error', 'unavailable'],
  ['expire_token', 'unauthorized'],
  ['lost_answer', 'unavailable'],
] as const)('%s is %s, and nothing of the answer is told', async (fault, code) => {
  bench.sandbox.faults.add({ vendor: 'hubspot', fault });
  const thrown: unknown = await bench.push(keep()).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ fault: { code } });
  expect(String(thrown)).not.toContain('example.jp');
});

test('the test of a connection tells whether the token is good', async () => {
  await expect(bench.test()).resolves.toBeUndefined();
  const wrong = await startSinkBench('hubspot', { secrets: { access_token: 'another' } }, { limits });
  await expect(wrong.test()).rejects.toMatchObject({ fault: { code: 'unauthorized' } });
  await wrong.close();
});

test('a property that the account does not have refuses the batch by its name', async () => {
  const given = { settings: { fields: { tags: 'nowhere' } }, secrets };
  const wrong = await startSinkBench('hubspot', given, { limits });
  await expect(wrong.push(keep())).rejects.toMatchObject({ fault: { code: 'refused' } });
  await wrong.close();
});

test('a hundred candidates are a handful of calls, within the limit of ten seconds', async () => {
  const pushes = Array.from({ length: 100 }, () => keep(aCandidate({ unsubscribed: true }), { notes: [aNote()] }));
  expect((await bench.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect(bench.sandbox.hubspot.notes()).toHaveLength(100);
});

test.skipIf(!vendorSpecs)('every request is one of the published descriptions', async () => {
  const faultsOf = requestFaults([
    'hubspot-contacts-v3.json',
    'hubspot-notes-v3.json',
    'hubspot-subscriptions-v4.json',
  ]);
  const [one, other] = [aCandidate(), aCandidate({ unsubscribed: true })];
  const [first, second] = await bench.push(keep(one, { notes: [aNote()] }), keep(other));
  await bench.push(keep(one, { remoteId: doneOf(first).remoteId, notes: [aNote()], mayBeRepeat: true }));
  await bench.push(keep({ ...one, email: 'new@example.jp' }, { formerAddresses: [one.email ?? ''] }));
  await bench.push(
    erase({ remoteId: doneOf(first).remoteId, addresses: ['new@example.jp'] }),
    erase({ remoteId: doneOf(second).remoteId, reason: 'merged' }),
  );
  await bench.test();
  const paths = new Set(bench.asked.map(({ method, path }) => `${method} ${path.replaceAll(/\d{5,}/g, '#')}`));
  expect(paths.size).toBeGreaterThan(9);
  expect(bench.asked.map((asked) => [asked.method, asked.path, faultsOf(asked)])).toEqual(
    bench.asked.map(({ method, path }) => [method, path, []]),
  );
});
