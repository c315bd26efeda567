import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sealSecrets } from '@goen/case-store';
import { receiveFile } from '@goen/cases';
import { messageRequest } from '@goen/contracts/internal';
import { createLogger } from '@goen/service-kit';
import { nudgeImport, startCase, toCaseWorkflowId } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkerConfig, startWorker } from './index.ts';
import { csv, rejectedRow } from './testing/import-fixture.ts';
import { sendingWindow, startWorkerFixture, type WorkerFixture } from './testing/worker-fixture.ts';

let fixture: WorkerFixture;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  fixture = await startWorkerFixture();
  const config = readWorkerConfig({
    HEALTH_PORT: '0',
    PUBLIC_URL: 'https://goen.example/',
    CASES_DATABASE_URL: fixture.urls.url,
    TEMPORAL_ADDRESS: fixture.temporalAddress,
    MAIL_SERVICE_URL: fixture.mail.address.url,
    MAIL_SERVICE_TOKEN: fixture.mail.address.token,
    CREDIT_SERVICE_URL: fixture.credit.address.url,
    CREDIT_SERVICE_TOKEN: fixture.credit.address.token,
    LINK_SECRET: fixture.context.linkSecret,
    PERSON_HASH_KEY: fixture.context.personHashKey,
    CONNECTION_SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
    SET_CURRENT_VERSION: 'true',
    WEBHOOK_ALLOW_PRIVATE: 'true',
  });
  worker = await startWorker(config, createLogger('worker', 'silent'));
});
afterAll(async () => {
  await worker?.close();
  await fixture?.close();
});

test('a worker takes a case through its rejection mail and sleeps until the next step', async () => {
  fixture.mail.respondWith(({ body }) => {
    const { key: id, kind, date, rejectionIds } = messageRequest.parse(body);
    return { status: 200, body: { status: 'sent', id, kind, date, rejectionIds, sentAt: new Date().toISOString() } };
  });
  const seeded = await fixture.seed();
  const wakeAtMs = sendingWindow.startMs + 3_600_000;
  await startCase(fixture.client, { ...seeded.ref, wakeAtMs, stage: 'interview', nextStep: 'rejection_mail' });
  const workflowId = toCaseWorkflowId(seeded.ref.caseId);
  const fastForwarded = fastForward(fixture.client, workflowId, { untilMs: wakeAtMs + 60_000 });
  const nextStep = async () =>
    (await fixture.client.workflow.getHandle(workflowId).describe()).searchAttributes.NextStep;
  await expect.poll(nextStep, { timeout: 60_000 }).toEqual(['relay_reminder']);
  await fastForwarded;
  expect(fixture.mail.requests).toHaveLength(1);
  expect((await fixture.listFacts(seeded)).map(({ kind }) => kind)).toEqual(['rejection.reported', 'mail.sent']);
  const { status } = await fixture.client.workflow.getHandle(workflowId).describe();
  expect(status.name).toBe('RUNNING');
});

test('the readiness probe reports the database and polling', async () => {
  const answer = await fetch(`${worker.healthUrl}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: 'ok', checks: { database: true, polling: true } },
  ]);
});

test('a missing setting prevents the start', () => {
  expect(() => readWorkerConfig({})).toThrow(/LINK_SECRET/);
});

test('a worker pushes due candidates to a company’s CRM in signed requests', async () => {
  const received: string[] = [];
  const crm = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(body);
      response.writeHead(204).end();
      return null;
    });
  });
  await new Promise<void>((listening) => crm.listen(0, '127.0.0.1', listening));
  const { port } = crm.address() as AddressInfo;
  const seeded = await fixture.seed();
  const { companyId } = seeded.ref;
  const [id, key] = [randomUUID(), fixture.context.connections.secretKey];
  const secrets = sealSecrets({ signing_secret: `whsec_${Buffer.alloc(32).toString('base64')}` }, id, key);
  const settings = JSON.stringify({ url: `http://127.0.0.1:${port}/` });
  await fixture.sql(
    `insert into connection (id, company_id, kind, name, created_at, settings, secrets)
     values (?, ?, 'talentcloud', 'T', now(), ?, ?)`,
    [id, companyId, settings, secrets],
  );
  await fixture.sql(`insert into sync_target (connection_id, company_id, reach) values (?, ?, 'all')`, [id, companyId]);
  await fixture.append(seeded, { kind: 'case.resumed', at: new Date(), data: {} });
  await expect.poll(() => received.length, { timeout: 60_000 }).toBe(1);
  expect(JSON.parse(received[0] ?? '')).toMatchObject({
    type: 'candidate.changed',
    data: { candidate: { candidate_id: seeded.candidateId }, news: [{ kind: 'case.resumed' }] },
  });
  await new Promise((closed) => crm.close(closed));
});

test('a worker imports an uploaded file', async () => {
  const { ref } = await fixture.seed();
  const { companyId } = ref;
  const connection = { id: randomUUID(), companyId, settings: {} };
  await fixture.sql(
    `insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'hrmos', 'x', now())`,
    [connection.id, companyId],
  );
  async function* bytes() {
    yield csv([rejectedRow('A-1'), rejectedRow('1.23457E+11')]);
  }
  const file = { dryRun: false, fileName: null, now: new Date() };
  const upload = await receiveFile(fixture.context.orm, connection, file, bytes());
  if (upload.kind !== 'received') throw new Error(upload.kind);
  await nudgeImport(fixture.client, { importId: upload.importId, companyId });
  const row = () => fixture.sql('select state, counts, bytes_kept from file_import where id = ?', [upload.importId]);
  await expect
    .poll(row, { timeout: 60_000 })
    .toMatchObject([{ state: 'done', counts: { new: 1, refused: 1 }, bytes_kept: false }]);
});
