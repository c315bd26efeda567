import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Candidate } from '@goen/case-store';
import { eraseCandidate, mergeCandidates } from '@goen/cases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReport, type SyncFixture, startSyncFixture } from '../testing/sync-fixture.ts';

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

let fixture: SyncFixture;
let connectionId: string;
beforeEach(async () => {
  told.length = 0;
  isLost = false;
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
const erase = (candidateId: string) => fixture.asCompany((em) => eraseCandidate(em, candidateId, at));
async function reported(report = aReport()) {
  const [caseId = ''] = await fixture.report([report]);
  return fixture.candidateOf(caseId);
}
/** Pushes while the receiver takes events, and its answers are lost. */
async function pushWithoutAnswer() {
  isLost = true;
  await fixture.pushAll();
  isLost = false;
  await fixture.makeDue();
}

test('who stands again as they once stood is told anew; a push that is tried again is no second event', async () => {
  const id = await reported();
  await fixture.pushAll();
  const rename = (familyName: string) => fixture.asCompany((em) => em.nativeUpdate(Candidate, { id }, { familyName }));
  await rename('佐藤');
  await fixture.pushAll();
  await rename('髙橋');
  await pushWithoutAnswer();
  await fixture.pushAll();
  expect(told).toHaveLength(4);
  expect(summary()).toEqual(['髙橋', '佐藤', '髙橋'].map((name) => ['candidate.changed', id, name]));
});

const withoutAddress = () => aReport({ candidate: { emails: [] } });
const merge = (olderId: string, laterId: string) =>
  fixture.asCompany((em) => mergeCandidates(em, olderId, laterId, at));

test('an erasure is told also of one without an address whose only answer was lost; of one never told it is not', async () => {
  const id = await reported(withoutAddress());
  await pushWithoutAnswer();
  await fixture.change(connectionId, { state: 'paused' });
  const never = await reported(withoutAddress());
  for (const one of [id, never]) await erase(one);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  expect(summary().map(([type, of]) => [type, of])).toEqual([
    ['candidate.changed', id],
    ['candidate.erased', id],
  ]);
});

test.each([
  ['that was told', () => fixture.pushAll(), aReport()],
  ['whose answer was lost', pushWithoutAnswer, aReport()],
  ['without an address, whose answer was lost', pushWithoutAnswer, withoutAddress()],
])('a double %s is told to be gone, whether or not the older was told', async (_what, push, report) => {
  const later = await reported(report);
  await push();
  await fixture.change(connectionId, { state: 'paused' });
  const older = await reported();
  await merge(older, later);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  const toldOf = (id: string) =>
    summary()
      .filter(([, of]) => of === id)
      .map(([type]) => type);
  expect(toldOf(later)).toEqual(['candidate.changed', 'candidate.merged']);
  expect(new Set(toldOf(older))).toEqual(new Set(['candidate.changed']));
});

test('a double of a person who was erased meanwhile is told to be erased', async () => {
  const [older, later] = [await reported(), await reported(withoutAddress())];
  await pushWithoutAnswer();
  await fixture.change(connectionId, { state: 'paused' });
  await merge(older, later);
  await erase(older);
  await fixture.change(connectionId, { state: 'active' });
  await fixture.pushAll();
  const erased = summary().filter(([type]) => type === 'candidate.erased');
  expect(new Set(erased.map(([, id]) => id))).toEqual(new Set([older, later]));
});
