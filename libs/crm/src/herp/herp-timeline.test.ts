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

const nobody = () => Promise.reject(new Error('not asked'));
const context = (): CrmContext => ({
  addresses: { herp: sandbox.urls.herp },
  now: () => new Date(clock),
  pause: (ms) => {
    clock += ms;
    return Promise.resolve();
  },
  tokens: { get: nobody, drop: nobody },
  send: nobody,
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
const aCandidacy = () => sandbox.herp.addCandidacy({ name: '山田 花子' });
const bodiesOf = ({ id }: Candidacy) => sandbox.herp.comments(id).map(({ body }) => body);
const done = (...notedEventIds: string[]) => ({ kind: 'done', remoteId: null, notedEventIds });

test('each note is a comment on each candidacy, plain, with its mark, once', async () => {
  const [one, other] = [aCandidacy(), aCandidacy()];
  const pushes = [keep([one, other], [note('e-1'), note('e-2', '候補者がリレーに同意しました。')])];
  expect(await push(pushes)).toEqual([done('e-1', 'e-2')]);
  expect(await push(pushes)).toEqual([done('e-1', 'e-2')]);
  const bodies = ['不採用のご連絡メールを送信しました。\n[e-1]', '候補者がリレーに同意しました。\n[e-2]'];
  expect([bodiesOf(one), bodiesOf(other)]).toEqual([bodies, bodies]);
  expect(sandbox.herp.comments(one.id)[0]).toMatchObject({ textType: 'text/plain', mentionTo: [] });
});

test.each(['lost_answer', 'server_error'] as const)('after %s the comment stands once', async (fault) => {
  const one = aCandidacy();
  const pushes = [keep([one], [note('e-1')]), keep([aCandidacy()], [])];
  sandbox.faults.add({ vendor: 'herp', fault, method: 'POST' });
  expect((await push(pushes))[0]).toMatchObject({ kind: 'failed', code: 'unavailable', permanent: false });
  expect((await push(pushes))[0]).toEqual(done('e-1'));
  expect(bodiesOf(one)).toHaveLength(1);
});

test('who fails in the middle fails alone', async () => {
  const [one, other] = [aCandidacy(), aCandidacy()];
  sandbox.faults.add({ vendor: 'herp', fault: 'server_error', path: one.id });
  const results = await push([keep([one], [note('e-1')]), keep([other], [note('e-2')])]);
  expect(results).toMatchObject([{ kind: 'failed', code: 'unavailable' }, done('e-2')]);
});

test('a candidacy that HERP does not have any more keeps nobody waiting', async () => {
  const one = aCandidacy();
  expect(await push([keep([{ ...one, id: 'gone' }, one], [note('e-1')])])).toEqual([done('e-1')]);
  expect(bodiesOf(one)).toHaveLength(1);
});

test('a long note is cut to what HERP takes, and found again', async () => {
  const one = aCandidacy();
  const pushes = [keep([one], [note('e-1', `a${'𠮷'.repeat(15_000)}`)])];
  expect(await push(pushes)).toEqual([done('e-1')]);
  expect(await push(pushes)).toEqual([done('e-1')]);
  const [body = ''] = bodiesOf(one);
  expect(body.length).toBeLessThanOrEqual(20_000);
  expect([body.isWellFormed(), body.endsWith('[e-1]')]).toEqual([true, true]);
  expect(bodiesOf(one)).toHaveLength(1);
});

test('the limit is waited out: no note is lost of more than a minute takes', async () => {
  const all = Array.from({ length: 80 }, aCandidacy);
  const pushes = all.map((one, n) => keep([one], [note(`e-${n}`)], String(n)));
  expect(await push(pushes)).toEqual(all.map((_, n) => done(`e-${n}`)));
  expect(all.map(bodiesOf).every((bodies) => bodies.length === 1)).toBe(true);
});

test('who does not want comments gets none, and none wait', async () => {
  const one = aCandidacy();
  expect(await push([keep([one], [note('e-1')])], { write_back: false })).toEqual([done('e-1')]);
  expect(bodiesOf(one)).toEqual([]);
});

test('an erasure leaves the timeline as it is', async () => {
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

test('a key that is refused is told as such, by a push and by a trial', async () => {
  const refused = { fault: { code: 'unauthorized' }, permanent: true };
  await expect(push([keep([aCandidacy()], [note('e-1')])], {}, 'bad-key')).rejects.toMatchObject(refused);
  await expect(herpTimeline.test(connection({}, 'bad-key'), context())).rejects.toMatchObject(refused);
  await herpTimeline.test(connection(), context());
});
