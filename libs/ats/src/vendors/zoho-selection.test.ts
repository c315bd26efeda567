import { expect, test } from 'vitest';
import { zohoRecruit } from './zoho-recruit.ts';

const now = new Date('2026-11-27T03:00:00Z');
const call = (fields: Readonly<Record<string, string>>) => {
  const request = {
    headers: new Headers({ 'content-type': 'application/x-www-form-urlencoded' }),
    url: new URL('http://gateway.test/v1/hooks/x'),
    body: Buffer.from(
      new URLSearchParams({ application_id: '5', candidate_id: '6', last_name: '内緒', ...fields }).toString(),
    ),
  };
  const connection = { id: 'x', settings: {}, secrets: {} };
  return {
    items: zohoRecruit.hook?.read(connection, request, now),
    selection: zohoRecruit.hook?.readSelection?.(connection, request, now),
  };
};

test.each([
  ['moved', 'Interview-Scheduled', ['5'], []],
  ['moved', 'Rejected', [], ['5']],
  ['moved', 'Offer-Made', [], ['5']],
  ['rejected', 'Rejected', [], ['5']],
  ['unrejected', 'In Review', [], []],
])('event %s with the status %s', async (event, status, open, settled) => {
  const selection = await call({ event, application_status: status }).selection;
  expect(selection?.open.map(({ applicationId }) => applicationId)).toEqual(open);
  expect(selection?.settled).toEqual(settled);
  expect(JSON.stringify(selection)).not.toContain('内緒');
});

test('of somebody in selection nothing is kept but ids and the status', async () => {
  const { items, selection } = call({ event: 'moved', application_status: 'Interview-Scheduled' });
  expect(await items).toEqual([{ kind: 'ignored', reason: 'moved', discard: true }]);
  expect((await selection)?.open).toEqual([
    { applicationId: '5', candidateId: '6', stage: 'Interview-Scheduled', movedAt: now.toISOString() },
  ]);
});
