import type { ConnectionPollInput } from '@goen/contracts/workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HerpFixture, startHerpFixture } from '../testing/herp-fixture.ts';
import { startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { pollConnection } from './poll-connection.ts';

let fixture: WorkerFixture;
let herp: HerpFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
  herp = await startHerpFixture(fixture);
});
afterAll(async () => {
  await herp?.close();
  await fixture?.close();
});

const poll = (connection: ConnectionPollInput, now = () => new Date()) =>
  pollConnection(herp.context, connection, { pause: () => Promise.resolve(), now });
const listOpen = async ({ connectionId }: ConnectionPollInput) =>
  fixture.sql('select application_remote_id as id, stage from open_application where connection_id = ? order by 1', [
    connectionId,
  ]);

test('a poll stores who is in selection, and forgets whom HERP no longer lists', async () => {
  const connection = await herp.connect();
  const { herp: server } = herp.sandbox;
  const [left, stays, hired] = ['firstInterview', 'resumeScreening', 'finalInterview'].map((step) =>
    server.addCandidacy({ name: '山田 花子', step: step as 'firstInterview' }),
  );
  if (!left || !stays || !hired) throw new Error('none');
  expect(await poll(connection)).toMatchObject({ kind: 'polled', received: 0, accepted: 0 });
  expect((await listOpen(connection)).map(({ id }) => id)).toEqual([left.id, stays.id, hired.id].toSorted());
  server.terminate(hired.id, 'hired');
  await poll(connection);
  expect((await listOpen(connection)).map(({ id }) => id)).toEqual([left.id, stays.id].toSorted());
  // In no list that is read: the next days' complete lists miss it.
  server.terminate(left.id, 'notEligible');
  const dayMs = 24 * 3_600_000;
  for (const days of [1, 2]) await poll(connection, () => new Date(Date.now() + days * dayMs));
  expect(await listOpen(connection)).toEqual([{ id: stays.id, stage: '書類選考' }]);
});
