import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companySettings, mailKind, newPosition } from '@goen/contracts';
import { z } from 'zod';
import { root } from '../paths.ts';

/** What a person of the examples does once the first mail has come. */
const deed = z.enum([
  'consent',
  'consent_then_withdraw',
  'decline',
  'unsubscribe',
  'erase',
  'reapply',
  'hire',
  'unreject',
  'nothing',
]);
export type Deed = z.infer<typeof deed>;

const count = z.number().int().min(0);
const outcome = z.object({
  mails: z.partialRecord(mailKind, count),
  consents: count,
  referrals: count,
  points: count,
  credits: count,
});
export type Outcome = z.infer<typeof outcome>;

const scenario = z.object({
  companies: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      examples: z.string(),
      ats: z.string(),
      settings: companySettings,
      positions: z.array(z.object({ title: z.string(), url: z.url().nullable() })),
      /** By the candidate's id in the ATS. */
      does: z.record(z.string(), deed),
      expected: outcome,
    }),
  ),
  /** A candidate of one company who is put before another, once that has a credit. */
  introduction: z.object({
    receiver: z.string(),
    referrer: z.string(),
    candidate: z.string(),
    position: newPosition,
  }),
});
export type Scenario = z.infer<typeof scenario>;
export type Company = Scenario['companies'][number];
export type Introduction = Scenario['introduction'];

const report = z.looseObject({
  application: z.looseObject({ remote_id: z.string(), rejected_at: z.string(), applied_at: z.string().optional() }),
  candidate: z.looseObject({ remote_id: z.string() }),
});
export type ExampleReport = z.infer<typeof report>;

const examples = join(root, 'examples');

export const loadScenario = (): Scenario =>
  scenario.parse(JSON.parse(readFileSync(join(examples, 'scenario.json'), 'utf8')));

/** The reports of a file as if they were made today: all dates move by as much as brings the latest to `latest`. */
export function loadReports(file: string, latest: Date): ExampleReport[] {
  const lines = readFileSync(join(examples, file), 'utf8').split('\n').filter(Boolean);
  const reports = lines.map((line) => report.parse(JSON.parse(line)));
  const newest = Math.max(...reports.map(({ application }) => Date.parse(application.rejected_at)));
  const moved = (time: string) => new Date(Date.parse(time) + latest.getTime() - newest).toISOString();
  return reports.map((one) => ({
    ...one,
    application: {
      ...one.application,
      rejected_at: moved(one.application.rejected_at),
      ...(one.application.applied_at === undefined ? {} : { applied_at: moved(one.application.applied_at) }),
    },
  }));
}
