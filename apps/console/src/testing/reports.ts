import { randomUUID } from 'node:crypto';
import type { RejectionReport } from '@goen/client';

type Parts = {
  readonly familyName?: string;
  readonly givenName?: string;
  readonly job?: string;
  readonly stage?: keyof typeof steps;
  readonly email?: string;
};

const steps = {
  documents: { name: '書類選考', kind: 'documents', order: 1 },
  interview: { name: '一次面接', kind: 'interview', order: 2 },
  final: { name: '最終面接', kind: 'final', order: 3 },
} as const;

/** The rejection of a new candidate, an hour ago, as an ATS reports it. */
export function aRejection({
  familyName = '髙橋',
  givenName = '由紀',
  job = 'バックエンドエンジニア',
  stage = 'interview',
  email,
}: Parts = {}) {
  const id = randomUUID();
  return {
    source: { ats: 'herp' },
    application: {
      remote_id: `A-${id}`,
      rejected_at: new Date(Date.now() - 3_600_000).toISOString(),
      current_stage: steps[stage],
    },
    candidate: {
      remote_id: `C-${id}`,
      family_name: familyName,
      given_name: givenName,
      emails: [{ value: email ?? `${id}@example.jp`, type: 'personal' }],
      tags: [{ kind: 'skill', value: 'TypeScript' }],
    },
    job: { name: job, category: 'engineer' },
  } satisfies RejectionReport;
}
