import { join } from 'node:path';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { findUnexpected } from './allowed-places.ts';
import { createCanaries } from './canaries.ts';
import { compareCertificate, countHeld } from './compare-certificate.ts';
import { erasePerson } from './erase-person.ts';
import { createMatcher } from './find-canaries.ts';
import { goThroughIntroduction, goThroughReInvitation } from './journey-of-relay.ts';
import { goThroughResult } from './journey-of-result.ts';
import { searchDatabases } from './search-databases.ts';
import { searchFiles } from './search-files.ts';
import { searchTelemetry } from './search-telemetry.ts';
import { searchTemporal } from './search-temporal.ts';
import { type Journey, startJourney } from './start-journey.ts';

/** One person whose every field is unique goes through everything; then everything is searched for them. */
export const canary: Harness = {
  name: 'canary',
  description:
    'Personal data is only in the tables that may hold it, and after an erasure only where the law wants it.',
  defaults: {},
  run,
};

async function run({ seed, dataDir, report }: RunContext): Promise<Verdict> {
  const canaries = createCanaries(seed);
  const journey = await startJourney(join(dataDir, 'stack'), canaries);
  try {
    report('Report, result, consents, feedback, complaint, correction, import …');
    const known = await goThroughResult(journey);
    report('Introduction to another company …');
    await goThroughIntroduction(journey);
    report('Webhook of an ATS, registration, re-invitation …');
    const atKaede = await goThroughReInvitation(journey);
    report('Searching …');
    const before = await searchEverywhere(journey, join(dataDir, 'stack'), 'kept');
    for (const fault of before.faults) report(fault);
    report('Erasing, and searching again …');
    const candidateIds = [known.candidateId, ...atKaede];
    const heldBefore = await countHeld(journey.queries, candidateIds);
    const certificates = await erasePerson(journey, known, atKaede);
    const heldAfter = await countHeld(journey.queries, candidateIds);
    const differences = certificates.flatMap((certificate, index) =>
      compareCertificate(certificate, heldBefore[index] ?? {}, heldAfter[index] ?? {}),
    );
    const after = await searchEverywhere(journey, join(dataDir, 'stack'), 'erased');
    const faults = [...before.faults, ...after.faults, ...differences];
    return { counts: { ...after.counts, hits: faults.length }, faults };
  } finally {
    await journey.stop();
  }
}

async function searchEverywhere(journey: Journey, dataDir: string, state: 'kept' | 'erased') {
  const { canaries, stack, temporal, receiver, errorBodies } = journey;
  const find = createMatcher(canaries);
  const databases = await searchDatabases(stack.databaseAdminUrl, find);
  const { hits: histories, runs } = await searchTemporal(temporal, find);
  const { hits: files, bytes } = searchFiles(dataDir, find);
  const telemetry = await searchTelemetry(journey, find);
  const texts = [
    ...errorBodies.map((body) => ['an error body', body] as const),
    ...receiver.bodies.map((body) => ['a webhook', body] as const),
  ];
  const faults = [
    ...findUnexpected(databases, state),
    ...telemetry.faults,
    ...[...histories, ...files].map(([place, fields]) => `${place} holds ${[...fields].join(', ')}`),
    ...texts.flatMap(([what, body]) => {
      const fields = [...find(Buffer.from(body))];
      return fields.length === 0 ? [] : [`${what} holds ${fields.join(', ')}: ${body.slice(0, 300)}`];
    }),
  ];
  return {
    faults,
    counts: { runs, bytes, ...telemetry.counts, error_bodies: errorBodies.length, webhooks: receiver.bodies.length },
  };
}
