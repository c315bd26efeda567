import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companySettings } from '@goen/contracts/internal';
import { mailKind, newPosition } from '@goen/contracts/public';
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
      /** The systems that tell its rejections, and the file of each. */
      roads: z.array(z.object({ kind: z.enum(['hrmos', 'greenhouse', 'api']), file: z.string() })),
      /** Where its candidates go; the local servers take any secret. */
      crm: z.object({
        kind: z.string(),
        settings: z.record(z.string(), z.unknown()),
        secrets: z.record(z.string(), z.string()),
        expected: z.object({ kept: count, erased: count }),
      }),
      settings: companySettings,
      positions: z.array(z.object({ title: z.string(), url: z.url().nullable() })),
      /** By the id of their first application in the ATS. */
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

const examples = join(root, 'examples');

export const loadScenario = (): Scenario => scenario.parse(JSON.parse(readExample('scenario.json').toString('utf8')));

export const readExample = (file: string): Buffer => readFileSync(join(examples, file));
