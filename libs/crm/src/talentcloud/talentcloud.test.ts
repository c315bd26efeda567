import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aCandidate, aNote, doneOf, erase, keep, startSinkBench } from '../testing/crm-fixture.ts';
import {
  findUnencodable,
  findUnencodableHeaders,
  renderCsvHeader,
  renderCsvRows,
  unwritableInCp932,
} from './candidate-csv.ts';
import { exportSettings, talentcloudSecrets } from './talentcloud-settings.ts';

type Received = { headers: Record<string, string>; body: string };
const received: Received[] = [];
let status = 204;
const server = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(status).end();
    return null;
  });
});
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  received.length = 0;
  status = 204;
});

const signingSecret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
async function withBench<T>(work: (bench: Awaited<ReturnType<typeof startSinkBench>>) => Promise<T>, given = {}) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  const settings = { url, ...given };
  const bench = await startSinkBench('talentcloud', { settings, secrets: { signing_secret: signingSecret } });
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}
const events = () => received.map(({ body, headers }) => new Webhook(signingSecret).verify(body, headers));

test('a candidate is told as a signed event, again by the same id', async () => {
  const [one, note] = [aCandidate(), aNote()];
  await withBench(async (bench) => {
    for (let n = 0; n < 2; n += 1) {
      const [result] = await bench.push(keep(one, { notes: [note] }));
      expect(doneOf(result)).toMatchObject({ remoteId: one.candidateId, notedEventIds: [note.eventId] });
    }
    await bench.push(erase({ candidateId: one.candidateId }));
  });
  const told = { candidate_id: one.candidateId, full_name: '髙橋 由紀', email: one.email, tags: 'TypeScript' };
  expect(events()).toMatchObject([
    { type: 'candidate.changed', data: { candidate: told, news: [{ event_id: note.eventId, text: note.text }] } },
    { type: 'candidate.changed' },
    { type: 'candidate.erased', data: { candidate_id: one.candidateId } },
  ]);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
});

test('what comes to stand as it once stood is another event: a receiver that drops repeats is told of it', async () => {
  const candidateId = randomUUID();
  const [before = aCandidate(), after = before] = ['佐藤', '鈴木'].map((familyName) =>
    aCandidate({ candidateId, familyName }),
  );
  const ids = await withBench(async (bench) => {
    for (const [nth, one] of [before, after, before, before].entries())
      await bench.push(keep(one, { version: Math.min(nth, 2) }));
    return received.map(({ headers }) => headers['webhook-id']);
  });
  expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 1, 2, 2]);
});

test('another connection tells events of its own', async () => {
  const one = aCandidate();
  for (let n = 0; n < 2; n += 1) await withBench((bench) => bench.push(keep(one)));
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
});

test.each([
  [401, 'unauthorized'],
  [410, 'forbidden'],
  [429, 'rate_limited'],
  [500, 'unavailable'],
  [302, 'unavailable'],
])('an answer of %s is %s', async (answered, code) => {
  status = answered;
  await withBench((bench) => expect(bench.push(keep())).rejects.toMatchObject({ fault: { code } }));
});

test('without a URL nothing is sent and nothing waits: the file alone is used', async () => {
  await withBench(
    async (bench) => {
      const note = aNote();
      expect(doneOf((await bench.push(keep(aCandidate(), { notes: [note] })))[0]).notedEventIds).toEqual([
        note.eventId,
      ]);
      await bench.test();
    },
    { url: undefined },
  );
  expect(received).toEqual([]);
});

test('a test of the connection sends an event of its own', async () => {
  await withBench((bench) => bench.test());
  expect(events()).toMatchObject([{ type: 'connection.test' }]);
});

test.each(['whsec_short', 'no secret', `whsec_${'A'.repeat(200)}`])('%s is no signing secret', (secret) => {
  expect(talentcloudSecrets.safeParse({ signing_secret: secret }).success).toBe(false);
});

const utf8 = exportSettings.parse({});
const cp932 = exportSettings.parse({ encoding: 'cp932' });

test('a file has a BOM in UTF-8, its columns in order, and quotes what needs it', () => {
  const settings = exportSettings.parse({
    columns: [
      { header: 'メール', field: 'email' },
      { header: '氏名', field: 'full_name' },
      { header: '職種', field: 'last_job' },
    ],
  });
  const one = aCandidate({ email: 'a@example.jp', lastJob: '営業, "東京"\n支社' });
  const file = Buffer.concat([renderCsvHeader(settings), renderCsvRows([one], settings)]);
  expect(file.toString('utf8')).toBe('\uFEFFメール,氏名,職種\r\na@example.jp,髙橋 由紀,"営業, ""東京""\n支社"\r\n');
});

test('CP932 takes 〜 and − in their full-width forms, and refuses loudly what it can not say', () => {
  const wave = aCandidate({ familyName: '髙橋', lastJob: '企画〜営業−東京' });
  expect(findUnencodable([wave], cp932)).toEqual([]);
  expect(iconv.decode(renderCsvRows([wave], cp932), 'cp932')).toContain('企画～営業－東京');
  const [yen, emoji] = [aCandidate({ lastJob: '月¥30万' }), aCandidate({ familyName: '𠮷田', lastJob: '😀' })];
  expect(findUnencodable([wave, yen, emoji], cp932)).toEqual([
    { candidateId: yen.candidateId, field: 'last_job', character: '¥' },
    { candidateId: emoji.candidateId, field: 'full_name', character: '𠮷' },
    { candidateId: emoji.candidateId, field: 'last_job', character: '😀' },
  ]);
  expect(() => renderCsvRows([yen], cp932)).toThrow('CP932');
  expect(findUnencodable([yen, emoji], utf8)).toEqual([]);
  const headers = exportSettings.parse({ encoding: 'cp932', columns: [{ header: '¢', field: 'email' }] });
  expect(findUnencodableHeaders(headers)).toEqual(['¢']);
});

test('what CP932 takes comes back as it was, but for the two forms', () => {
  const same = (text: string) => text.replaceAll('〜', '～').replaceAll('−', '－');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (inner) => {
      const lastJob = `職${inner}種`;
      fc.pre(!/[\r\n",]/.test(lastJob) && unwritableInCp932(lastJob) === null);
      const settings = { columns: [{ header: 'x', field: 'last_job' as const }], encoding: 'cp932' as const };
      const line = iconv.decode(renderCsvRows([aCandidate({ lastJob })], settings), 'cp932');
      expect(line).toBe(`${same(lastJob)}\r\n`);
    }),
  );
});

test('a header that stands twice is refused', () => {
  const column = { header: '氏名', field: 'full_name' };
  expect(exportSettings.safeParse({ columns: [column, column] }).success).toBe(false);
});
