import { matchingMails, matchingMailsResult } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { aReport } from '../../testing/gateway-fixture.ts';
import { readIds, useQueue } from '../../testing/queue-fixture.ts';

const queue = useQueue();
const { call, report, list } = queue;

const readMatching = async (query = '') => matchingMails.parse(await (await call('GET', `/matching${query}`)).json());
const decideMatching = (body: object) => call('POST', '/matching/decisions', body);

test('everything that a filter finds is decided at once, and only what was seen', async () => {
  const ids = [await report(), await report(), await report()].map(({ case_id: id }) => id);
  const { case_id: theirs } = await report(aReport(), queue.gateway.aoba.key);
  const filter = { state: 'awaiting', sends_on: '2026-11-24' };
  const query = '?state=awaiting&sends_on=2026-11-24';
  const seen = await readMatching(query);
  expect(seen.count).toBe(3);

  const { case_id: unseen } = await report();
  const refused = await decideMatching({ filter, token: seen.token, action: 'approve' });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'selection_changed']);
  expect(readIds(await list('?state=approved'))).toEqual([]);

  // In parts, each of which says what is left.
  let next: { token: string; cursor?: string; count: number } | null = await readMatching(query);
  const rounds: number[] = [];
  while (next !== null) {
    const { token, cursor } = next;
    const answer = await decideMatching({ filter, token, cursor, action: 'approve', limit: 3 });
    const result = matchingMailsResult.parse(await answer.json());
    rounds.push(result.changed);
    next = result.next;
  }
  expect(rounds).toEqual([3, 1]);
  expect(readIds(await list('?state=approved')).toSorted()).toEqual([...ids, unseen].toSorted());
  expect(await queue.gateway.listAudit(unseen)).toEqual(['mail.approved']);
  expect((await list('', queue.gateway.aoba.key)).items).toMatchObject([{ case_id: theirs, approval: 'awaiting' }]);
});
