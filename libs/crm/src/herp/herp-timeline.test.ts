import { type Candidacy, startVendorSandbox, type VendorSandbox } from '@goen/vendor-sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CrmContext, CrmNote, CrmPush } from '../crm-adapter.ts';
import { herpTimeline } from './herp-timeline.ts';

let sandbox: VendorSandbox;
let clock: number;
beforeEach(async () => {
  clock = Date.parse('2026-11-24T12:00:00+09:00');
  sandbox = await startVendorSandbox({ now: () => new Date(clock), limits: { herp: { apiKeys: ['good-key'] } } });
});
afterEach(() => sandbox.close());

const unexpected = () => Promise.reject(new Error('unexpected call'));
const context = (): CrmContext => ({
  addresses: { herp: sandbox.urls.herp },
  now: () => new Date(clock),
  pause: (ms) => {
    clock += ms;
    return Promise.resolve();
  },
  tokens: { get: unexpected, drop: unexpected },
  send: unexpected,
});
const connection = (settings: object = {}, key = 'good-key') => ({
  id: 'c',
  settings: herpTimeline.settings.parse(settings),
  secrets: { api_key: key },
});
const note = (eventId: string, text = '不採用のご連絡メールを送信しました。'): CrmNote => ({
  eventId,
  kind: 'mail.sent',
  at: '2026-11-24T03:00:00.000Z',
  text,
});
const keep = (applications: readonly Candidacy[], notes: readonly CrmNote[], candidateId = 'x'): CrmPush => ({
  kind: 'keep',
  candidate: {
    candidateId,
    familyName: '山田',
    givenName: '花子',
    fullName: null,
    email: 'h@example.jp',
    phones: [],
    prefecture: null,
    tags: [],
    lastStage: 'interview',
    lastRejectedAt: '2026-11-24T03:00:00.000Z',
    lastJob: null,
    unsubscribed: false,
    relayConsent: 'unknown',
    status: 'open',
    applicationIds: applications.map(({ id }) => id),
  },
  version: 0,
  remoteId: null,
  formerAddresses: [],
  notes,
  mayBeRepeat: false,
  recheckOnly: false,
});
const push = (pushes: readonly CrmPush[], settings?: object, key?: string) =>
  herpTimeline.push(connection(settings, key), pushes, context());
const addCandidacy = () => sandbox.herp.addCandidacy({ name: '山田 花子' });
const readComments = ({ id }: Candidacy) => sandbox.herp.comments(id).map(({ body }) => body);
const done = (...notedEventIds: string[]) => ({ kind: 'done', remoteId: null, notedEventIds });

test('writes each note once as a marked plain-text comment on every candidacy', async () => {
  const [first, second] = [addCandidacy(), addCandidacy()];
  const pushes = [keep([first, second], [note('e-1'), note('e-2', '候補者がリレーに同意しました。')])];
  expect(await push(pushes)).toEqual([done('e-1', 'e-2')]);
  expect(await push(pushes)).toEqual([done('e-1', 'e-2')]);
  const bodies = ['不採用のご連絡メールを送信しました。\n[e-1]', '候補者がリレーに同意しました。\n[e-2]'];
  expect([readComments(first), readComments(second)]).toEqual([bodies, bodies]);
  expect(sandbox.herp.comments(first.id)[0]).toMatchObject({ textType: 'text/plain', mentionTo: [] });
});

test.each(['lost_answer', 'server_error'] as const)('writes the comment once after %s', async (fault) => {
  const candidacy = addCandidacy();
  const pushes = [keep([candidacy], [note('e-1')]), keep([addCandidacy()], [])];
  sandbox.faults.add({ vendor: 'herp', fault, method: 'POST' });
  expect((await push(pushes))[0]).toMatchObject({ kind: 'failed', code: 'unavailable', permanent: false });
  expect((await push(pushes))[0]).toEqual(done('e-1'));
  expect(readComments(candidacy)).toHaveLength(1);
});

test('a candidate whose push fails does not affect the others', async () => {
  const [first, second] = [addCandidacy(), addCandidacy()];
  sandbox.faults.add({ vendor: 'herp', fault: 'server_error', path: first.id });
  const results = await push([keep([first], [note('e-1')]), keep([second], [note('e-2')])]);
  expect(results).toMatchObject([{ kind: 'failed', code: 'unavailable' }, done('e-2')]);
});

test('skips a candidacy that no longer exists in HERP', async () => {
  const candidacy = addCandidacy();
  expect(await push([keep([{ ...candidacy, id: 'gone' }, candidacy], [note('e-1')])])).toEqual([done('e-1')]);
  expect(readComments(candidacy)).toHaveLength(1);
});

test('truncates a long note to the limit of HERP and finds it again', async () => {
  const candidacy = addCandidacy();
  const pushes = [keep([candidacy], [note('e-1', `a${'𠮷'.repeat(15_000)}`)])];
  expect(await push(pushes)).toEqual([done('e-1')]);
  expect(await push(pushes)).toEqual([done('e-1')]);
  const [body = ''] = readComments(candidacy);
  expect(body.length).toBeLessThanOrEqual(20_000);
  expect([body.isWellFormed(), body.endsWith('[e-1]')]).toEqual([true, true]);
  expect(readComments(candidacy)).toHaveLength(1);
});

test('waits out the rate limit and loses no note', async () => {
  const candidacies = Array.from({ length: 80 }, addCandidacy);
  const pushes = candidacies.map((candidacy, n) => keep([candidacy], [note(`e-${n}`)], String(n)));
  expect(await push(pushes)).toEqual(candidacies.map((_, n) => done(`e-${n}`)));
  expect(candidacies.map(readComments).every((bodies) => bodies.length === 1)).toBe(true);
});

test('writes no comments when write_back is off, and leaves no note pending', async () => {
  const candidacy = addCandidacy();
  expect(await push([keep([candidacy], [note('e-1')])], { write_back: false })).toEqual([done('e-1')]);
  expect(readComments(candidacy)).toEqual([]);
});

test('an erasure does not change the timeline', async () => {
  const erase: CrmPush = {
    kind: 'erase',
    candidateId: 'x',
    version: 0,
    remoteId: null,
    addresses: [],
    reason: 'erased',
    survivorId: null,
  };
  expect(await push([erase])).toEqual([done()]);
});

test('reports a refused API key on push and on test', async () => {
  const refused = { fault: { code: 'unauthorized' }, permanent: true };
  await expect(push([keep([addCandidacy()], [note('e-1')])], {}, 'bad-key')).rejects.toMatchObject(refused);
  await expect(herpTimeline.test(connection({}, 'bad-key'), context())).rejects.toMatchObject(refused);
  await herpTimeline.test(connection(), context());
});
