import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companySettings } from '@goen/contracts/internal';
import { mailKind, newPosition } from '@goen/contracts/public';
import { z } from 'zod';
import { root } from '../paths.ts';

/** What a candidate of the examples does after the first mail. */
const candidateAction = z.enum([
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
export type CandidateAction = z.infer<typeof candidateAction>;

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
      /** How its rejections come in, and the file with those of each channel. */
      channels: z.array(z.object({ kind: z.enum(['hrmos', 'greenhouse', 'api']), file: z.string() })),
      /** Where its candidates go. The local servers accept any secret. */
      crm: z.object({
        kind: z.string(),
        settings: z.record(z.string(), z.unknown()),
        secrets: z.record(z.string(), z.string()),
        expected: z.object({ kept: count, erased: count }),
      }),
      settings: companySettings,
      positions: z.array(z.object({ title: z.string(), url: z.url().nullable() })),
      /** By the candidate's first application. */
      actions: z.record(z.string(), candidateAction),
      /** The applications whose candidates let the company keep their details after twelve months. */
      renewals: z.array(z.string()).default([]),
      expected: outcome,
    }),
  ),
  /** The company that is asked for feedback, and the one whose HERP is polled. */
  feedback: z.string(),
  polled: z.string(),
  /** A candidate of one company who is introduced to another, once that has a credit. */
  introduction: z.object({
    receiver: z.string(),
    referrer: z.string(),
    application: z.string(),
    position: newPosition,
  }),
});
export type Scenario = z.infer<typeof scenario>;
export type Company = Scenario['companies'][number];

const examples = join(root, 'examples');

export const loadScenario = (): Scenario => scenario.parse(JSON.parse(readExample('scenario.json').toString('utf8')));

export const readExample = (file: string): Buffer => readFileSync(join(examples, file));
