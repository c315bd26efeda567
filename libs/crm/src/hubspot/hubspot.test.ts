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
import { createRequestChecker, vendorSpecs } from '../testing/openapi-conformance.ts';

const secrets = { access_token: 'pat-jp1-a-token' };
const subscriptionId = 1001;
const settings = { subscription_id: subscriptionId, fields: { tags: 'goen_tags', status: 'goen_status' } };
const limits = {
  hubspot: { accessTokens: [secrets.access_token], contactProperties: Object.values(settings.fields) },
};

let fixture: CrmFixture;
beforeEach(async () => {
  fixture = await startCrmFixture('hubspot', { settings, secrets }, { limits });
});
afterEach(() => fixture?.close());

const readStatus = (email: string | null) =>
  fixture.sandbox.hubspot
    .subscriptions(email ?? '')
    .find((subscription) => subscription.subscriptionId === subscriptionId)?.status;
const setStatus = (email: string | null, status: 'SUBSCRIBED' | 'UNSUBSCRIBED') =>
  fixture.sandbox.hubspot.setSubscription({
    email: email ?? '',
    subscriptionId,
    status,
    source: 'PREFERENCES_PAGE',
    legalBasis: null,
    legalBasisExplanation: null,
  });

test('writes a contact with mapped properties and notes; a repeated push writes nothing twice', async () => {
  const [candidate, note] = [aCandidate(), aNote()];
  const [first] = await fixture.push(keep(candidate, { notes: [note] }));
  const { remoteId, notedEventIds } = expectDone(first);
  expect(notedEventIds).toEqual([note.eventId]);
  const named = { goen_tags: 'TypeScript', goen_status: 'フォロー中' };
  const own = { lastname: '髙橋', firstname: '由紀', phone: '090-1234-5678', state: '東京都', email: candidate.email };
  expect(fixture.sandbox.hubspot.find('contacts', remoteId ?? '')?.properties).toMatchObject({ ...own, ...named });
  expect(await fixture.push(keep(candidate, { remoteId, notes: [note], mayBeRepeat: true }))).toEqual([first]);
  expect(await fixture.push(keep(candidate, { notes: [note], mayBeRepeat: true }))).toEqual([first]);
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(1);
  const [written, ...more] = fixture.sandbox.hubspot.notes();
  expect([more, written?.contactIds, written?.properties.hs_note_body]).toEqual([
    [],
    [remoteId],
    `${note.text}\n[${note.eventId}]`,
  ]);
});

test('a refused contact does not affect the others (207), and its failure holds no personal data', async () => {
  const results = await fixture.push(keep(), keep(aCandidate({ email: 'not an address' })), keep());
  expect(results).toMatchObject([
    { kind: 'done' },
    { kind: 'failed', code: 'refused', permanent: true, detail: 'upsert of contacts: the contact was refused' },
    { kind: 'done' },
  ]);
});

test('two candidates with the same address in a batch become one contact', async () => {
  const email = 'Both@example.jp';
  const results = await fixture.push(
    keep(aCandidate({ email })),
    keep(aCandidate({ email: 'both@example.jp' })),
    keep(),
  );
  expect(new Set(results.map((result) => expectDone(result).remoteId)).size).toBe(2);
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(2);
});

test('a new address updates the existing contact; a contact deleted by hand is created again', async () => {
  const before = aCandidate();
  const { remoteId } = expectDone((await fixture.push(keep(before)))[0]);
  await fixture.push(keep({ ...before, email: 'new@example.jp' }, { remoteId }));
  await fixture.push(
    keep({ ...before, email: 'newer@example.jp' }, { formerAddresses: ['x@example.jp', 'new@example.jp'] }),
  );
  expect(fixture.sandbox.hubspot.contacts()).toMatchObject([
    { id: remoteId, properties: { email: 'newer@example.jp' } },
  ]);
  fixture.sandbox.hubspot.remove('contacts', remoteId ?? '');
  const again = expectDone((await fixture.push(keep(before, { remoteId })))[0]);
  expect(fixture.sandbox.hubspot.contacts()).toMatchObject([{ id: again.remoteId }]);
});

test('two candidates with the same contact ID can be pushed in one batch', async () => {
  const [first, second] = [aCandidate({ email: 'both@example.jp' }), aCandidate({ email: 'both@example.jp' })];
  const { remoteId } = expectDone((await fixture.push(keep(first)))[0]);
  const results = await fixture.push(keep(first, { remoteId }), keep(second, { remoteId }), keep());
  expect(results.map((result) => expectDone(result).remoteId === remoteId)).toEqual([true, true, false]);
});

test('a contact that was merged in HubSpot is followed to its new ID', async () => {
  const [stays, goes] = [aCandidate(), aCandidate()];
  const [first, second] = (await fixture.push(keep(stays), keep(goes))).map(
    (result) => expectDone(result).remoteId ?? '',
  );
  const { hubspot } = fixture.sandbox;
  const [target, merged] = [first, second].map((id) => hubspot.find('contacts', id ?? ''));
  if (!target || !merged || first === undefined || second === undefined) throw new Error('contacts are missing');
  hubspot.merge(target, merged);
  const note = aNote();
  const [result] = await fixture.push(keep(goes, { remoteId: second, notes: [note] }), keep());
  expect(expectDone(result)).toEqual({ kind: 'done', remoteId: first, notedEventIds: [note.eventId] });
  expect(hubspot.notes()).toMatchObject([{ contactIds: [first] }]);
  await fixture.push(erase({ remoteId: second }));
  expect(hubspot.find('contacts', first)).toBeUndefined();
});

test('syncs unsubscriptions both ways and undoes none', async () => {
  const [ours, theirs, both, none] = [
    aCandidate({ unsubscribed: true }),
    aCandidate(),
    aCandidate({ unsubscribed: true }),
    aCandidate(),
  ];
  for (const { email } of [theirs, both]) setStatus(email, 'UNSUBSCRIBED');
  setStatus(ours.email, 'SUBSCRIBED');
  const results = await fixture.push(keep(ours), keep(theirs), keep(both), keep(none));
  expect(results.map((result) => expectDone(result).unsubscribedInCrm ?? false)).toEqual([false, true, false, false]);
  expect([ours, theirs, both, none].map(({ email }) => readStatus(email))).toEqual([
    'UNSUBSCRIBED',
    'UNSUBSCRIBED',
    'UNSUBSCRIBED',
    undefined,
  ]);
});

test('an opt-out from all mail in HubSpot counts as an unsubscription', async () => {
  const [theirs, both, none] = [aCandidate(), aCandidate({ unsubscribed: true }), aCandidate()];
  for (const { email } of [theirs, both]) fixture.sandbox.hubspot.optOutOfAll(email ?? '');
  const results = await fixture.push(keep(theirs), keep(both), keep(none));
  expect(results.map((result) => expectDone(result).unsubscribedInCrm ?? false)).toEqual([true, false, false]);
  expect(fixture.requests.filter(({ path }) => path.endsWith('/write'))).toEqual([]);
});

test('retries a candidate whose subscription state is unknown: unknown is not consent', async () => {
  const { id: remoteId } = fixture.sandbox.hubspot.add('contacts', { email: 'before@example.jp' });
  const results = await fixture.push(keep(aCandidate({ email: 'no address' }), { remoteId }), keep());
  const detail = 'reading of subscriptions: the address was refused';
  expect(results).toMatchObject([{ kind: 'failed', permanent: false, detail }, { kind: 'done' }]);
});

test('retries an unsubscription that HubSpot did not accept, without affecting others', async () => {
  const [blocked, other] = [aCandidate({ email: 'blocked@example.jp', unsubscribed: true }), aCandidate()];
  const { id: remoteId } = fixture.sandbox.hubspot.add('contacts', { email: 'before@example.jp' });
  fixture.sandbox.hubspot.forget({ email: 'blocked@example.jp' });
  const results = await fixture.push(keep(blocked, { remoteId }), keep({ ...other, unsubscribed: true }));
  expect(results).toMatchObject([
    { kind: 'failed', code: 'refused', permanent: false, detail: 'unsubscribing: the address was refused' },
    { kind: 'done' },
  ]);
  expect(readStatus(other.email)).toBe('UNSUBSCRIBED');
});

test('a recheck only reads subscriptions', async () => {
  const [there, gone] = [aCandidate(), aCandidate()];
  const [first, second] = await fixture.push(keep(there), keep(gone));
  const [here, away] = [expectDone(first), expectDone(second)];
  fixture.sandbox.hubspot.remove('contacts', away.remoteId ?? '');
  setStatus(gone.email, 'UNSUBSCRIBED');
  fixture.requests.length = 0;
  const look = ({ remoteId }: typeof here) => ({ remoteId, recheckOnly: true });
  const results = await fixture.push(keep(there, look(here)), keep(gone, look(away)));
  expect(results).toEqual([here, { ...away, unsubscribedInCrm: true }]);
  expect(fixture.requests.map(({ path }) => path.replace(/^.*batch/, ''))).toEqual([
    '/read?channel=EMAIL',
    '/unsubscribe-all/read?channel=EMAIL',
  ]);
});

test('erases by gdpr-delete, also an unknown address; a merged duplicate is removed without a block', async () => {
  const [byId, byAddress, merged] = [aCandidate(), aCandidate(), aCandidate()];
  const [first, , third] = await fixture.push(keep(byId, { notes: [aNote()] }), keep(byAddress), keep(merged));
  const pushes = [
    erase({ remoteId: expectDone(first).remoteId, addresses: [byId.email ?? ''] }),
    erase({ addresses: [byAddress.email ?? '', 'unseen@example.jp'] }),
    erase({ remoteId: expectDone(third).remoteId, addresses: [merged.email ?? ''], reason: 'merged' }),
    erase(),
  ];
  for (let n = 0; n < 2; n += 1)
    expect((await fixture.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect([fixture.sandbox.hubspot.contacts(), fixture.sandbox.hubspot.notes()]).toEqual([[], []]);
  expect(fixture.sandbox.hubspot.isBlocked('unseen@example.jp')).toBe(true);
  expect(fixture.sandbox.hubspot.isBlocked(merged.email ?? '')).toBe(false);
});

test('finds a duplicate without an ID by its address and spares the surviving record', async () => {
  const [survivor, duplicate] = [aCandidate(), aCandidate()];
  const [first] = await fixture.push(keep(survivor), keep(duplicate));
  const survivorId = expectDone(first).remoteId;
  const addresses = [survivor.email ?? ''];
  await fixture.push(erase({ addresses, reason: 'merged', survivorId }));
  expect(fixture.sandbox.hubspot.contacts()).toHaveLength(2);
  await fixture.push(erase({ addresses: [duplicate.email ?? ''], reason: 'merged', survivorId }));
  expect(fixture.sandbox.hubspot.contacts().map(({ id }) => id)).toEqual([survivorId]);
});

test('writes a note once although the response was lost', async () => {
  const [candidate, note] = [aCandidate(), aNote()];
  fixture.sandbox.faults.add({ vendor: 'hubspot', fault: 'lost_answer', path: '/notes/batch/create' });
  await expect(fixture.push(keep(candidate, { notes: [note] }))).rejects.toMatchObject({
    fault: { code: 'unavailable' },
  });
  const again = expectDone((await fixture.push(keep(candidate, { notes: [note], mayBeRepeat: true })))[0]);
  expect([again.notedEventIds, fixture.sandbox.hubspot.notes().length]).toEqual([[note.eventId], 1]);
});

test.each([
  ['too_many_requests', 'rate_limited'],
  ['server_error', 'unavailable'],
  ['expire_token', 'unauthorized'],
  ['lost_answer', 'unavailable'],
] as const)('reports %s as %s without quoting the response', async (fault, code) => {
  fixture.sandbox.faults.add({ vendor: 'hubspot', fault });
  const thrown: unknown = await fixture.push(keep()).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ fault: { code } });
  expect(String(thrown)).not.toContain('example.jp');
});

test('the connection test reports whether the token works', async () => {
  await expect(fixture.test()).resolves.toBeUndefined();
  const misconfigured = await startCrmFixture('hubspot', { secrets: { access_token: 'another' } }, { limits });
  await expect(misconfigured.test()).rejects.toMatchObject({ fault: { code: 'unauthorized' } });
  await misconfigured.close();
});

test('an unknown property refuses the batch', async () => {
  const given = { settings: { fields: { tags: 'nowhere' } }, secrets };
  const misconfigured = await startCrmFixture('hubspot', given, { limits });
  await expect(misconfigured.push(keep())).rejects.toMatchObject({ fault: { code: 'refused' } });
  await misconfigured.close();
});

test('pushes a hundred candidates within the rate limit', async () => {
  const pushes = Array.from({ length: 100 }, () => keep(aCandidate({ unsubscribed: true }), { notes: [aNote()] }));
  expect((await fixture.push(...pushes)).every(({ kind }) => kind === 'done')).toBe(true);
  expect(fixture.sandbox.hubspot.notes()).toHaveLength(100);
});

test.skipIf(!vendorSpecs)('every request conforms to the published OpenAPI files', async () => {
  const findViolations = createRequestChecker([
    'hubspot-contacts-v3.json',
    'hubspot-notes-v3.json',
    'hubspot-subscriptions-v4.json',
  ]);
  const [candidate, other] = [aCandidate(), aCandidate({ unsubscribed: true })];
  const [first, second] = await fixture.push(keep(candidate, { notes: [aNote()] }), keep(other));
  await fixture.push(keep(candidate, { remoteId: expectDone(first).remoteId, notes: [aNote()], mayBeRepeat: true }));
  await fixture.push(keep({ ...candidate, email: 'new@example.jp' }, { formerAddresses: [candidate.email ?? ''] }));
  await fixture.push(
    erase({ remoteId: expectDone(first).remoteId, addresses: ['new@example.jp'] }),
    erase({ remoteId: expectDone(second).remoteId, reason: 'merged' }),
  );
  await fixture.test();
  const paths = new Set(fixture.requests.map(({ method, path }) => `${method} ${path.replaceAll(/\d{5,}/g, '#')}`));
  expect(paths.size).toBeGreaterThan(9);
  expect(fixture.requests.map((request) => [request.method, request.path, findViolations(request)])).toEqual(
    fixture.requests.map(({ method, path }) => [method, path, []]),
  );
});
