import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollScheduleIdOf } from '@goen/contracts/workflow';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, dropPollSchedule, keepPollSchedule, type TemporalConnection } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { allRuns } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkerConfig, startWorker } from '../index.ts';
import { type HerpConnections, herpConnections } from '../testing/herp-connection.ts';
import { startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';

let fixture: WorkerFixture;
let herp: HerpConnections;
let dataDir: string;
// Of its own: on a server that is shared, workers of other tests take the tasks of its queue.
let server: TemporalServer;
let temporal: TemporalConnection;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'goen-polls-'));
  server = await startTemporal({ dataDir, log: () => {} });
  temporal = await connectTemporal({ address: server.address, namespace: 'default' });
  fixture = await startWorkerFixture();
  herp = await herpConnections(fixture);
  const { mail, credit } = fixture;
  const config = readWorkerConfig({
    HEALTH_PORT: '0',
    PUBLIC_URL: 'https://goen.example/',
    CASES_DATABASE_URL: fixture.urls.url,
    CASES_MIGRATION_URL: fixture.urls.migrationUrl,
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

const pollsOf = async (connectionId: string) => {
  const ids: string[] = [];
  for await (const { workflowId, status } of temporal.client.workflow.list({
    query: "WorkflowType = 'connectionPoll'",
  }))
    if (workflowId.startsWith(pollScheduleIdOf(connectionId)) && status.name === 'COMPLETED') ids.push(workflowId);
  return ids;
};

test('the Schedule of a connection brings its rejections in, and Temporal hears of nobody', async () => {
  const one = await herp.connect();
  const rejected = herp.reject(3, { name: '山田 花子' });
  await keepPollSchedule(temporal.client, { ...one, everyMinutes: 10, paused: false });
  await expect.poll(() => herp.rejectionsOf(one), { timeout: 60_000 }).toHaveLength(3);
  await expect.poll(() => pollsOf(one.connectionId), { timeout: 60_000 }).toHaveLength(1);
  herp.reject(1);
  // Within one second a Schedule names two runs alike, and starts one of them: it is asked until the next.
  const again = async () => {
    await temporal.client.schedule.getHandle(pollScheduleIdOf(one.connectionId)).trigger();
    return herp.rejectionsOf(one);
  };
  await expect.poll(again, { timeout: 60_000, interval: 500 }).toHaveLength(4);
  await expect.poll(async () => (await pollsOf(one.connectionId)).length, { timeout: 60_000 }).toBeGreaterThan(1);
  for (const workflowId of await pollsOf(one.connectionId)) {
    const told = JSON.stringify(await allRuns(temporal.client, workflowId));
    const words = [...told.matchAll(/"data":"([^"]*)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(words.join('\n')).toContain(one.connectionId);
    for (const word of ['山田', 'good-key', ...rejected.flatMap(({ id, email }) => [id, email ?? ''])])
      expect(words.join('\n') + told).not.toContain(word);
  }
  await dropPollSchedule(temporal.client, one.connectionId);
});
