import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  aCandidate,
  aNote,
  type CrmFixture,
  erase,
  expectDone,
  keep,
  startCrmFixture,
} from '../testing/crm-fixture.ts';
import {
  findUnencodable,
  findUnencodableHeaders,
  findUnencodableInCp932,
  renderCsvHeader,
  renderCsvRows,
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
async function withFixture<T>(work: (fixture: CrmFixture) => Promise<T>, given = {}) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  const settings = { url, ...given };
  const fixture = await startCrmFixture('talentcloud', { settings, secrets: { signing_secret: signingSecret } });
  try {
    return await work(fixture);
  } finally {
    await fixture.close();
  }
}
const events = () => received.map(({ body, headers }) => new Webhook(signingSecret).verify(body, headers));

test('sends a candidate as a signed event; a repeat keeps the ID', async () => {
  const [candidate, note] = [aCandidate(), aNote()];
  await withFixture(async (fixture) => {
    for (let n = 0; n < 2; n += 1) {
      const [result] = await fixture.push(keep(candidate, { notes: [note] }));
      expect(expectDone(result)).toMatchObject({ remoteId: candidate.candidateId, notedEventIds: [note.eventId] });
    }
    await fixture.push(erase({ candidateId: candidate.candidateId }));
  });
  const expected = {
    candidate_id: candidate.candidateId,
    full_name: '髙橋 由紀',
    email: candidate.email,
    tags: 'TypeScript',
  };
  expect(events()).toMatchObject([
    { type: 'candidate.changed', data: { candidate: expected, news: [{ event_id: note.eventId, text: note.text }] } },
    { type: 'candidate.changed' },
    { type: 'candidate.erased', data: { candidate_id: candidate.candidateId } },
  ]);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
});

test('a candidate who changes back is a new event, so a receiver that drops repeats hears of it', async () => {
  const candidateId = randomUUID();
  const [before = aCandidate(), after = before] = ['佐藤', '鈴木'].map((familyName) =>
    aCandidate({ candidateId, familyName }),
  );
  const ids = await withFixture(async (fixture) => {
    for (const [index, candidate] of [before, after, before, before].entries())
      await fixture.push(keep(candidate, { version: Math.min(index, 2) }));
    return received.map(({ headers }) => headers['webhook-id']);
  });
  expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 1, 2, 2]);
});

test('each connection sends its own events', async () => {
  const candidate = aCandidate();
  for (let n = 0; n < 2; n += 1) await withFixture((fixture) => fixture.push(keep(candidate)));
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
});

test.each([
  [401, 'unauthorized'],
  [410, 'forbidden'],
  [429, 'rate_limited'],
  [500, 'unavailable'],
  [302, 'unavailable'],
])('reports HTTP %s as %s', async (answered, code) => {
  status = answered;
  await withFixture((fixture) => expect(fixture.push(keep())).rejects.toMatchObject({ fault: { code } }));
});

test('sends nothing without a URL and leaves no note pending', async () => {
  await withFixture(
    async (fixture) => {
      const note = aNote();
      expect(expectDone((await fixture.push(keep(aCandidate(), { notes: [note] })))[0]).notedEventIds).toEqual([
        note.eventId,
      ]);
      await fixture.test();
    },
    { url: undefined },
  );
  expect(received).toEqual([]);
});

test('the connection test sends a test event', async () => {
  await withFixture((fixture) => fixture.test());
  expect(events()).toMatchObject([{ type: 'connection.test' }]);
});

test.each(['whsec_short', 'no secret', `whsec_${'A'.repeat(200)}`])('refuses %s as a signing secret', (secret) => {
  expect(talentcloudSecrets.safeParse({ signing_secret: secret }).success).toBe(false);
});

const utf8 = exportSettings.parse({});
const cp932 = exportSettings.parse({ encoding: 'cp932' });

test('renders UTF-8 with a BOM, columns in order and quotes where needed', () => {
  const settings = exportSettings.parse({
    columns: [
      { header: 'メール', field: 'email' },
      { header: '氏名', field: 'full_name' },
      { header: '職種', field: 'last_job' },
    ],
  });
  const candidate = aCandidate({ email: 'a@example.jp', lastJob: '営業, "東京"\n支社' });
  const file = Buffer.concat([renderCsvHeader(settings), renderCsvRows([candidate], settings)]);
  expect(file.toString('utf8')).toBe('\uFEFFメール,氏名,職種\r\na@example.jp,髙橋 由紀,"営業, ""東京""\n支社"\r\n');
});

test.each(['utf-8', 'cp932'] as const)('no cell is a formula in %s', (encoding) => {
  const settings = exportSettings.parse({ encoding, columns: [{ header: '=氏名', field: 'last_job' }] });
  for (const lastJob of ['=1+1', '＝1+1', '＋1', '－1', '＠A1', '−1', ' \t=1', '　＝1']) {
    const line = iconv.decode(renderCsvRows([aCandidate({ lastJob })], settings), encoding);
    expect(line.replace(/^"/, '').startsWith("'")).toBe(true);
  }
  expect(iconv.decode(renderCsvHeader(settings), encoding).trim()).toBe("'=氏名");
});

test('CP932 gets 〜 and − in their full-width forms, and never a substitute for a missing character', () => {
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

test('text in CP932 survives the round trip, except for the two full-width forms', () => {
  const toFullWidth = (text: string) => text.replaceAll('〜', '～').replaceAll('−', '－');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (inner) => {
      const lastJob = `職${inner}種`;
      fc.pre(!/[\r\n",]/.test(lastJob) && findUnencodableInCp932(lastJob) === null);
      const settings = { columns: [{ header: 'x', field: 'last_job' as const }], encoding: 'cp932' as const };
      const line = iconv.decode(renderCsvRows([aCandidate({ lastJob })], settings), 'cp932');
      expect(line).toBe(`${toFullWidth(lastJob)}\r\n`);
    }),
  );
});

test('refuses duplicate headers', () => {
  const column = { header: '氏名', field: 'full_name' };
  expect(exportSettings.safeParse({ columns: [column, column] }).success).toBe(false);
});
