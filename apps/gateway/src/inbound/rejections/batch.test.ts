import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Line = {
  line: number;
  status: number;
  case_id?: string;
  joined?: boolean;
  problem?: { code: string };
};
const send = (body: string, type = 'application/x-ndjson') =>
  bench.request('/v1/rejections/batch', { method: 'POST', body, headers: { 'content-type': type } });
const lines = async (body: string): Promise<Line[]> => {
  const answer = await send(body);
  expect(answer.status).toBe(200);
  return (await answer.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
};
const cases = async () => Number((await bench.rows<{ n: string }>('select count(*) as n from follow_up_case'))[0]?.n);

test('answers a result a line by its physical number; blank lines are skipped, a bad line harms no other', async () => {
  const withdrawn = aReport({ application: { rejection_reason: { type: 'by_candidate' } } });
  const body = [aReport(), '', '{"broken"', aReport({ candidate: { remote_id: '' } }), withdrawn, aReport()];
  const text = body.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n');
  const results = await lines(text);
  expect(results.map(({ line, status, problem }) => [line, status, problem?.code])).toEqual([
    [1, 202, undefined],
    [3, 400, 'malformed_json'],
    [4, 422, 'invalid_request'],
    [5, 422, 'withdrawn_by_candidate'],
    [6, 202, undefined],
  ]);
});

test('two rejections of one person in one batch are as if sent one after the other', async () => {
  const first = aReport();
  const second = aReport({ candidate: first.candidate });
  const [a, b, again] = await lines([first, second, first].map((one) => JSON.stringify(one)).join('\n'));
  expect([a?.joined, b?.joined]).toEqual([false, true]);
  expect(b?.case_id).toBe(a?.case_id);
  expect(again).toMatchObject({ case_id: a?.case_id, known: true });
  const next = { next_step: 'rejection_mail', next_step_at: '2026-11-24T03:00:00.000Z', will_be_mailed: true };
  for (const line of [a, b, again]) expect(line).toMatchObject(next);
});

test('each line says whether a mail follows', async () => {
  const body = [aReport(), aReport({ candidate: { private: true } })];
  expect(await lines(body.map((report) => JSON.stringify(report)).join('\n'))).toMatchObject([
    { will_be_mailed: true, next_step: 'rejection_mail' },
    { will_be_mailed: false, not_mailed_reason: 'private', next_step: 'close' },
  ]);
});

test('two thousand rows over several transactions', async () => {
  const before = await cases();
  const body = Array.from({ length: 2_000 }, () => JSON.stringify(aReport())).join('\n');
  const results = await lines(body);
  expect(results.filter(({ status }) => status === 202)).toHaveLength(2_000);
  expect((await cases()) - before).toBe(2_000);
});

test('over the limit of rows nothing is accepted', async () => {
  const before = await cases();
  const row = JSON.stringify(aReport());
  for (const text of [`${row}\n`.repeat(10_001), `${row}\n`.repeat(10_000) + row]) {
    const answer = await send(text);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'batch_too_large' });
  }
  expect(await cases()).toBe(before);
});

test('another media type is refused', async () => {
  expect((await send('{}', 'application/json')).status).toBe(415);
});

test('a line ends at its newline alone: other separators may stand in a text', async () => {
  const text = [aReport({ candidate: { family_name: '改\u2028行\u2029あり' } }), aReport()];
  const results = await lines(text.map((one) => JSON.stringify(one)).join('\n'));
  expect(results.map(({ line, status }) => [line, status])).toEqual([
    [1, 202],
    [2, 202],
  ]);
});

test('a line that is not UTF-8 or can’t be kept harms no other', async () => {
  const broken = Buffer.concat([Buffer.from('{"candidate":"'), Buffer.from([0x8d, 0x82]), Buffer.from('"}')]);
  const nul = { ...aReport(), remote_data: { a: 'x\0' } };
  const parts = [JSON.stringify(aReport()), broken, JSON.stringify(nul), JSON.stringify(aReport())];
  const body = Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await bench.request('/v1/rejections/batch', { method: 'POST', body, headers });
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
