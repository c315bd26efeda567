import { randomUUID } from 'node:crypto';
import { rejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const report = async (candidate: Record<string, unknown>, rest: object = {}) => {
  const answer = await gateway.post('/v1/rejections', { ...aReport({ candidate }), ...rest });
  expect(answer.status).toBe(202);
  return rejectionAccepted.parse(await answer.json());
};
const readCandidate = async (caseId: string) => {
  const [row] = await gateway.rows(
    'select c.* from candidate c join follow_up_case f on f.candidate_id = c.id where f.id = ?',
    [caseId],
  );
  return row;
};

test.each([
  ['a slash', 'sales/tokyo@example.com', 'sales/tokyo@example.com'],
  ['an exclamation mark', 'taro!x@example.com', 'taro!x@example.com'],
  ['a top-level domain in punycode', 'taro@example.xn--q9jyb4c', 'taro@example.xn--q9jyb4c'],
  ['an internationalised domain', 'taro@例え.example.com', 'taro@xn--r8jz45g.example.com'],
  ['a quoted local part', '"taro yamada"@example.com', '"taro yamada"@example.com'],
  ['docomo’s dots', 'keitai..1@docomo.ne.jp', 'keitai..1@docomo.ne.jp'],
  ['docomo’s dots in quotes', '"keitai2."@docomo.ne.jp', 'keitai2.@docomo.ne.jp'],
  ['full width', 'ｚｅｎ＠ｅｘａｍｐｌｅ．ｊｐ', 'zen@example.jp'],
])('an address with %s is mailed', async (_name, value, stored) => {
  const accepted = await report({ emails: [{ value, type: 'personal' }] });
  expect(accepted).toMatchObject({ will_be_mailed: true });
  expect(await readCandidate(accepted.case_id)).toMatchObject({ email: stored, emails: [{ value: stored }] });
});

test('of several addresses, also in one field, the first that can be mailed is chosen, personal ones first', async () => {
  const [work, own] = [`${randomUUID()}@work.example.jp`, `${randomUUID()}@example.jp`];
  const { case_id: id } = await report({
    emails: [
      { value: 'nobody', type: 'personal' },
      { value: `${work} / ${randomUUID()}@work.example.jp`, type: 'work' },
      { value: `山田 <${own}>`, type: 'personal' },
    ],
  });
  expect(await readCandidate(id)).toMatchObject({ email: own, emails: [{ value: 'nobody' }, { value: work }, {}, {}] });
});

test('one mailbox in two spellings is one candidate', async () => {
  const name = `k..${randomUUID()}`.slice(0, 40);
  const first = await report({ emails: [{ value: `${name}@docomo.ne.jp` }] });
  const second = await report({ emails: [{ value: `"${name.toUpperCase()}"@DOCOMO.ne.jp` }] });
  expect(second).toMatchObject({ case_id: first.case_id, joined: true });
});

test('an address that cannot be mailed stays for someone to correct, and replaces none that can', async () => {
  const first = aReport();
  const id = (await report(first.candidate)).case_id;
  await report({ ...first.candidate, emails: [{ value: 'nobody' }] });
  expect(await readCandidate(id)).toMatchObject({ emails: first.candidate.emails });
  const unusable = await report({ emails: [{ value: 'taro@my_host.jp' }] });
  expect(await readCandidate(unusable.case_id)).toMatchObject({ email: null, emails: [{ value: 'taro@my_host.jp' }] });
});

test('details that cannot be kept are dropped, and named in the answer', async () => {
  const details = {
    phones: [{ value: '090-0000-0003（平日は18時以降にお願いします。つながらない場合は 03-0000-0003 の家族宛てに）' }],
    prefecture: '東京都渋谷区神宮前1-2-3 メゾン例示101号室',
    tags: [
      ...Array.from({ length: 100 }, (_, n) => ({ kind: 'skill', value: `skill ${n}` })),
      { kind: 'skill', value: 'x' },
    ],
  };
  const dropped = ['/candidate/phones/0/value', '/candidate/prefecture', '/candidate/tags'];
  const accepted = await report(details);
  expect(accepted.dropped_fields?.map(({ pointer }) => pointer).toSorted()).toEqual(dropped);
  expect(accepted).not.toHaveProperty('dropped_tags');
  expect(await readCandidate(accepted.case_id)).toMatchObject({ prefecture: '東京都', phones: [] });

  const body = [aReport({ candidate: details }), aReport()].map((line) => `${JSON.stringify(line)}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', headers, body });
  const [first, second] = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { dropped_fields?: { pointer: string }[] });
  expect(first?.dropped_fields?.map(({ pointer }) => pointer).toSorted()).toEqual(dropped);
  expect(second).not.toHaveProperty('dropped_fields');
});

test('a tag that may not be collected is among the dropped fields, too', async () => {
  const accepted = await report({ tags: [{ kind: 'skill', value: '労働組合員' }], prefecture: 'x'.repeat(30) });
  expect(accepted.dropped_fields?.map(({ code }) => code)).toEqual(['too_long', 'sensitive_tag']);
  expect(accepted.dropped_tags?.map(({ code }) => code)).toEqual(['sensitive_tag']);
});

test('placeholders are stored as no value', async () => {
  const { case_id: id } = await report(
    { family_name: '\u200B', given_name: '-', full_name: '${Unsupported_Field}', prefecture: 'N/A' },
    { job: { name: '-None-' } },
  );
  expect(await readCandidate(id)).toMatchObject({
    family_name: null,
    given_name: null,
    full_name: null,
    prefecture: null,
  });
  expect(await gateway.rows('select job_name from rejection where case_id = ?', [id])).toEqual([{ job_name: null }]);
});
