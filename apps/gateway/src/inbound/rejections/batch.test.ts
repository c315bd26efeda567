import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Line = {
  line: number;
  status: number;
  case_id?: string;
  joined?: boolean;
  problem?: { code: string };
};
const send = (body: string, type = 'application/x-ndjson') =>
  gateway.request('/v1/rejections/batch', { method: 'POST', body, headers: { 'content-type': type } });
const sendLines = async (body: string): Promise<Line[]> => {
  const answer = await send(body);
  expect(answer.status).toBe(200);
  return (await answer.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
};
const countCases = async () =>
  Number((await gateway.rows<{ n: string }>('select count(*) as n from follow_up_case'))[0]?.n);

test('returns one result per line with its number, skips blank lines and refuses only invalid ones', async () => {
  const withdrawn = aReport({ application: { rejection_reason: { type: 'by_candidate' } } });
  const body = [aReport(), '', '{"broken"', aReport({ candidate: { remote_id: '' } }), withdrawn, aReport()];
  const text = body.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n');
  const results = await sendLines(text);
  expect(results.map(({ line, status, problem }) => [line, status, problem?.code])).toEqual([
    [1, 202, undefined],
    [3, 400, 'malformed_json'],
    [4, 422, 'invalid_request'],
    [5, 422, 'withdrawn_by_candidate'],
    [6, 202, undefined],
  ]);
});

test('two rejections of one person in a batch are handled like two requests', async () => {
  const first = aReport();
  const second = aReport({ candidate: first.candidate });
  const [opened, joined, repeated] = await sendLines(
    [first, second, first].map((report) => JSON.stringify(report)).join('\n'),
  );
  expect([opened?.joined, joined?.joined]).toEqual([false, true]);
  expect(joined?.case_id).toBe(opened?.case_id);
  expect(repeated).toMatchObject({ case_id: opened?.case_id, known: true });
  const next = { next_step: 'rejection_mail', next_step_at: '2026-11-24T03:00:00.000Z', will_be_mailed: true };
  for (const line of [opened, joined, repeated]) expect(line).toMatchObject(next);
});

test('each line says whether a mail follows', async () => {
  const body = [aReport(), aReport({ candidate: { private: true } })];
  expect(await sendLines(body.map((report) => JSON.stringify(report)).join('\n'))).toMatchObject([
    { will_be_mailed: true, next_step: 'rejection_mail' },
    { will_be_mailed: false, not_mailed_reason: 'private', next_step: 'close' },
  ]);
});

test('accepts two thousand rows over several transactions', async () => {
  const before = await countCases();
  const body = Array.from({ length: 2_000 }, () => JSON.stringify(aReport())).join('\n');
  const results = await sendLines(body);
  expect(results.filter(({ status }) => status === 202)).toHaveLength(2_000);
  expect((await countCases()) - before).toBe(2_000);
});

test('accepts nothing of a batch with too many rows', async () => {
  const before = await countCases();
  const row = JSON.stringify(aReport());
  for (const text of [`${row}\n`.repeat(10_001), `${row}\n`.repeat(10_000) + row]) {
    const answer = await send(text);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'batch_too_large' });
  }
  expect(await countCases()).toBe(before);
});

test('an unknown field is refused on its own line', async () => {
  const typo = { ...aReport(), candidat: {} };
  const results = await sendLines([typo, aReport()].map((report) => JSON.stringify(report)).join('\n'));
  expect(results.map(({ status, problem }) => [status, problem?.code])).toEqual([
    [422, 'invalid_request'],
    [202, undefined],
  ]);
});

test('refuses another media type', async () => {
  expect((await send('{}', 'application/json')).status).toBe(415);
});

test('only a newline ends a line: other separators may be part of a text', async () => {
  const text = [aReport({ candidate: { family_name: '改\u2028行\u2029あり' } }), aReport()];
  const results = await sendLines(text.map((report) => JSON.stringify(report)).join('\n'));
  expect(results.map(({ line, status }) => [line, status])).toEqual([
    [1, 202],
    [2, 202],
  ]);
});

test('refuses only the lines that are not UTF-8 or cannot be stored', async () => {
  const broken = Buffer.concat([Buffer.from('{"candidate":"'), Buffer.from([0x8d, 0x82]), Buffer.from('"}')]);
  const nul = { ...aReport(), remote_data: { a: 'x\0' } };
  const parts = [JSON.stringify(aReport()), broken, JSON.stringify(nul), JSON.stringify(aReport())];
  const body = Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body, headers });
  const results = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(results.map(({ line, status, problem }) => [line, status, problem?.code])).toEqual([
    [1, 202, undefined],
    [2, 400, 'malformed_json'],
    [3, 422, 'invalid_request'],
    [4, 202, undefined],
  ]);
});
