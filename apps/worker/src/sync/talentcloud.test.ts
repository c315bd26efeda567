import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Candidate, eraseCandidate } from '@goen/case-store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, type SyncBench, startSyncBench } from '../testing/sync-bench.ts';

type Told = {
  type: string;
  data: { candidate_id?: string; candidate?: { candidate_id: string; family_name: string } };
};
/** Events as the receiver got them; those that it took by their ids, as a receiver does that drops repeats. */
const told: (Told & { id: string })[] = [];
let isLost = false;
const server = createServer((request, response) => {
  void json(request).then((body) => {
    told.push({ ...(body as Told), id: String(request.headers['webhook-id']) });
    if (isLost) request.socket.destroy();
    else response.writeHead(204).end();
    return null;
  });
});
const once = () => told.filter(({ id }, nth) => told.findIndex((one) => one.id === id) === nth);
const summary = () =>
  once().map(({ type, data }) => [
    type,
    data.candidate_id ?? data.candidate?.candidate_id,
    data.candidate?.family_name,
  ]);

let bench: SyncBench;
let connectionId: string;
beforeEach(async () => {
  told.length = 0;
  isLost = false;
  bench = await startSyncBench();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  connectionId = await bench.connect('talentcloud', {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` },
    secrets: { signing_secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}` },
  });
});
afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  await bench.close();
});

const at = new Date();
const erase = (candidateId: string) => bench.asCompany((em) => eraseCandidate(em, candidateId, at));
async function reported(report = aReport()) {
  const [caseId = ''] = await bench.report([report]);
  return bench.candidateOf(caseId);
}
/** Pushes while the receiver takes events, and its answers are lost. */
async function pushWithoutAnswer() {
  isLost = true;
  await bench.pushAll();
  isLost = false;
  await bench.makeDue();
}

test('who stands again as they once stood is told anew; a push that is tried again is no second event', async () => {
  const id = await reported();
  await bench.pushAll();
  const rename = (familyName: string) => bench.asCompany((em) => em.nativeUpdate(Candidate, { id }, { familyName }));
  await rename('佐藤');
  await bench.pushAll();
  await rename('髙橋');
  await pushWithoutAnswer();
  await bench.pushAll();
  expect(told).toHaveLength(4);
  expect(summary()).toEqual(['髙橋', '佐藤', '髙橋'].map((name) => ['candidate.changed', id, name]));
});
