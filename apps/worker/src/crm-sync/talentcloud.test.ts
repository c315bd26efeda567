import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Candidate } from '@goen/case-store';
import { eraseCandidate, mergeCandidates } from '@goen/cases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, type SyncFixture, startSyncFixture } from '../testing/sync-fixture.ts';

type TalentCloudEvent = {
  type: string;
  data: { candidate_id?: string; candidate?: { candidate_id: string; family_name: string } };
};
/** Every delivery, including repeats. */
const deliveries: (TalentCloudEvent & { id: string })[] = [];
let losesResponses = false;
const server = createServer((request, response) => {
  void json(request).then((body) => {
    deliveries.push({ ...(body as TalentCloudEvent), id: String(request.headers['webhook-id']) });
    if (losesResponses) request.socket.destroy();
    else response.writeHead(204).end();
    return null;
  });
});
/** The events without repeats, as a receiver that deduplicates by id sees them. */
const listEvents = () =>
  deliveries.filter(({ id }, nth) => deliveries.findIndex((delivery) => delivery.id === id) === nth);
const summarizeEvents = () =>
  listEvents().map(({ type, data }) => [
    type,
    data.candidate_id ?? data.candidate?.candidate_id,
    data.candidate?.family_name,
  ]);

let fixture: SyncFixture;
let connectionId: string;
beforeEach(async () => {
  deliveries.length = 0;
  losesResponses = false;
  fixture = await startSyncFixture();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  connectionId = await fixture.connect('talentcloud', {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` },
    secrets: { signing_secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}` },
  });
});
afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  await fixture.close();
});

const at = new Date();
const erase = (candidateId: string) =>
  fixture.asCompany((em) => eraseCandidate(em, candidateId, at, 'a-key-of-the-tests'));
async function reportCandidate(report = aReport()) {
  const [caseId = ''] = await fixture.report([report]);
  return fixture.findCandidateId(caseId);
}
/** Pushes while the receiver accepts events but its responses are lost. */
async function pushWithLostResponse() {
  losesResponses = true;
  await fixture.pushAll();
  losesResponses = false;
  await fixture.makeDue();
}

test('a candidate who changes back is sent again, and a retried push is no second event', async () => {
  const id = await reportCandidate();
  await fixture.pushAll();
  const rename = (familyName: string) => fixture.asCompany((em) => em.nativeUpdate(Candidate, { id }, { familyName }));
  await rename('佐藤');
  await fixture.pushAll();
  await rename('髙橋');
  await pushWithLostResponse();
  await fixture.pushAll();
  expect(deliveries).toHaveLength(4);
  expect(summarizeEvents()).toEqual(['髙橋', '佐藤', '髙橋'].map((name) => ['candidate.changed', id, name]));
});

const withoutAddress = () => aReport({ candidate: { emails: [] } });
const merge = (olderId: string, laterId: string) =>
  fixture.asCompany((em) => mergeCandidates(em, olderId, laterId, at));

test('an erasure is sent for a candidate whose only response was lost, and not for one who was never sent', async () => {
  const id = await reportCandidate(withoutAddress());
  await pushWithLostResponse();
  await fixture.change(connectionId, { state: 'paused' });
  const unsent = await reportCandidate(withoutAddress());
  for (const candidateId of [id, unsent]) await erase(candidateId);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  expect(summarizeEvents().map(([type, candidateId]) => [type, candidateId])).toEqual([
    ['candidate.changed', id],
    ['candidate.erased', id],
  ]);
});

test.each([
  ['that was sent', () => fixture.pushAll(), aReport()],
  ['with a lost response', pushWithLostResponse, aReport()],
  ['without an address and with a lost response', pushWithLostResponse, withoutAddress()],
])('a merge is sent for a duplicate %s, whether or not the older candidate was sent', async (_case, push, report) => {
  const later = await reportCandidate(report);
  await push();
  await fixture.change(connectionId, { state: 'paused' });
  const older = await reportCandidate();
  await merge(older, later);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  const listTypes = (id: string) =>
    summarizeEvents()
      .filter(([, candidateId]) => candidateId === id)
      .map(([type]) => type);
  expect(listTypes(later)).toEqual(['candidate.changed', 'candidate.merged']);
  expect(new Set(listTypes(older))).toEqual(new Set(['candidate.changed']));
});

test('an erasure is sent for a duplicate of a candidate erased meanwhile', async () => {
  const [older, later] = [await reportCandidate(), await reportCandidate(withoutAddress())];
  await pushWithLostResponse();
  await fixture.change(connectionId, { state: 'paused' });
  await merge(older, later);
  await erase(older);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  const erased = summarizeEvents().filter(([type]) => type === 'candidate.erased');
  expect(new Set(erased.map(([, id]) => id))).toEqual(new Set([older, later]));
});
