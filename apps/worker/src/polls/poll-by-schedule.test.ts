import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPollScheduleId } from '@goen/contracts/workflow';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, deletePollSchedule, savePollSchedule, type TemporalConnection } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { allRuns } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkerConfig, startWorker } from '../index.ts';
import { type HerpFixture, startHerpFixture } from '../testing/herp-fixture.ts';
import { startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';

let fixture: WorkerFixture;
let herp: HerpFixture;
let dataDir: string;
// A separate server: on a shared one, workers of other tests would take the tasks.
let server: TemporalServer;
let temporal: TemporalConnection;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'goen-polls-'));
  server = await startTemporal({ dataDir, log: () => {} });
  temporal = await connectTemporal({ address: server.address, namespace: 'default' });
  fixture = await startWorkerFixture();
  herp = await startHerpFixture(fixture);
  const { mail, credit } = fixture;
  const config = readWorkerConfig({
    HEALTH_PORT: '0',
    PUBLIC_URL: 'https://goen.example/',
    CASES_DATABASE_URL: fixture.urls.url,
    TEMPORAL_ADDRESS: server.address,
    MAIL_SERVICE_URL: mail.address.url,
    MAIL_SERVICE_TOKEN: mail.address.token,
    CREDIT_SERVICE_URL: credit.address.url,
    CREDIT_SERVICE_TOKEN: credit.address.token,
    LINK_SECRET: fixture.context.linkSecret,
    PERSON_HASH_KEY: fixture.context.personHashKey,
    CONNECTION_SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
    HERP_URL: herp.sandbox.urls.herp,
    SET_CURRENT_VERSION: 'true',
  });
  worker = await startWorker(config, createLogger('worker', 'silent'));
});
afterAll(async () => {
  await worker?.close();
  await herp?.close();
  await fixture?.close();
  await temporal?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const listPolls = async (connectionId: string) => {
  const ids: string[] = [];
  for await (const { workflowId, status } of temporal.client.workflow.list({
    query: "WorkflowType = 'connectionPoll'",
  }))
    if (workflowId.startsWith(toPollScheduleId(connectionId)) && status.name === 'COMPLETED') ids.push(workflowId);
  return ids;
};

test('the schedule of a connection imports its rejections, and no personal data reaches Temporal', async () => {
  const connection = await herp.connect();
  const rejected = herp.reject(3, { name: '山田 花子' });
  await savePollSchedule(temporal.client, { ...connection, everyMinutes: 10, paused: false });
  await expect.poll(() => herp.listRejections(connection), { timeout: 60_000 }).toHaveLength(3);
  await expect.poll(() => listPolls(connection.connectionId), { timeout: 60_000 }).toHaveLength(1);
  herp.reject(1);
  // Two triggers within a second share a workflow id and start one run, so trigger until the next one.
  const triggerAgain = async () => {
    await temporal.client.schedule.getHandle(toPollScheduleId(connection.connectionId)).trigger();
    return herp.listRejections(connection);
  };
  await expect.poll(triggerAgain, { timeout: 60_000, interval: 500 }).toHaveLength(4);
  await expect
    .poll(async () => (await listPolls(connection.connectionId)).length, { timeout: 60_000 })
    .toBeGreaterThan(1);
  for (const workflowId of await listPolls(connection.connectionId)) {
    const history = JSON.stringify(await allRuns(temporal.client, workflowId));
    const words = [...history.matchAll(/"data":"([^"]*)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(words.join('\n')).toContain(connection.connectionId);
    for (const word of ['山田', 'good-key', ...rejected.flatMap(({ id, email }) => [id, email ?? ''])])
      expect(words.join('\n') + history).not.toContain(word);
  }
  await deletePollSchedule(temporal.client, connection.connectionId);
});
