import { randomUUID } from 'node:crypto';
import { importEnds, importView } from '@goen/contracts/public';
import { waitUntil } from '@goen/stack/demo';
import { greenhouseHook, postHook } from '@goen/vendor-sandbox';
import { stringify } from 'csv-stringify/sync';
import { headers } from '../inputs/table.ts';
import type { CrashCompany } from './companies.ts';
import { persist } from './persist.ts';

/** A rejection that was answered as accepted. */
export type AcceptedRejection = {
  readonly company: CrashCompany;
  readonly channel: 'api' | 'batch' | 'hook' | 'import' | 'former';
  readonly remoteId: string;
  readonly address: string;
};

const skill = 'TypeScript';
const region = '東京都';
let nextId = 0;

function nameCandidate(company: CrashCompany, channel: AcceptedRejection['channel']): AcceptedRejection {
  nextId += 1;
  const remoteId = `${100_000 + nextId}`;
  return { company, channel, remoteId, address: `${company.slug}-${channel}-${remoteId}@example.com` };
}

const name = (count: number, company: CrashCompany, channel: AcceptedRejection['channel']) =>
  Array.from({ length: count }, () => nameCandidate(company, channel));
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** The date of a repeated report must be the same. */
function toReport({ remoteId, address }: AcceptedRejection, rejectedAt: string): object {
  return {
    source: { ats: 'verify' },
    application: {
      remote_id: remoteId,
      applied_at: '2026-01-05',
      rejected_at: rejectedAt,
      current_stage: { name: '一次面接', kind: 'interview' },
    },
    candidate: {
      remote_id: remoteId,
      family_name: '見本',
      given_name: `葵${remoteId}`,
      emails: [{ value: address }],
      prefecture: region,
      tags: [
        { kind: 'skill', value: skill },
        { kind: 'job_category', value: 'engineer' },
      ],
    },
    job: { name: 'エンジニア', category: 'engineer' },
  };
}

export async function reportSingly(company: CrashCompany, count: number): Promise<AcceptedRejection[]> {
  const candidates = name(count, company, 'api');
  const rejectedAt = minutesAgo(1);
  for (const candidate of candidates) {
    await persist('A report', () => company.api.reportRejection(toReport(candidate, rejectedAt)));
  }
  return candidates;
}

/** Rejected too long ago for a result, and long enough ago for an invitation. */
export async function reportFormer(company: CrashCompany): Promise<AcceptedRejection> {
  const candidate = nameCandidate(company, 'former');
  const report = toReport(candidate, minutesAgo(60 * 1_440));
  await persist('A report', () => company.api.reportRejection(report));
  return candidate;
}

export async function reportBatch(company: CrashCompany, count: number): Promise<AcceptedRejection[]> {
  const candidates = name(count, company, 'batch');
  const rejectedAt = minutesAgo(1);
  const reports = candidates.map((candidate) => toReport(candidate, rejectedAt));
  await persist('A batch', () => company.api.reportBatch(reports));
  return candidates;
}

export async function reportByHook(company: CrashCompany, count: number): Promise<AcceptedRejection[]> {
  const candidates = name(count, company, 'hook');
  for (const { remoteId, address } of candidates) {
    const rejectedAt = minutesAgo(1);
    const candidate = {
      id: Number(remoteId),
      first_name: `葵${remoteId}`,
      last_name: '見本',
      is_private: false,
      can_email: true,
      phone_numbers: [],
      email_addresses: [{ value: address, type: 'personal' }],
      addresses: [{ value: region, type: 'home' }],
      tags: [skill],
      custom_fields: {},
    };
    const application = {
      id: Number(remoteId),
      candidate_id: Number(remoteId),
      prospect: false,
      status: 'rejected',
      applied_at: minutesAgo(40_000),
      rejected_at: rejectedAt,
      last_activity_at: rejectedAt,
      source: { id: 27, public_name: 'LinkedIn' },
      rejection_reason: { id: 14, name: 'Lacking experience', type: { id: 1, name: 'We rejected them' } },
      current_stage: { id: 7002, name: 'First interview' },
      candidate,
      jobs: [{ id: 3001, name: 'エンジニア', departments: [{ id: 7, name: 'engineer' }] }],
    };
    const event = { action: 'reject_candidate', payload: { application } };
    const hook = greenhouseHook(company.greenhouse, event, randomUUID());
    await persist('A webhook', async () => {
      const { status } = await postHook(hook);
      if (status !== 200) throw new Error(`The webhook returned ${status}`);
    });
  }
  return candidates;
}

const tokyoDate = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '/');

/** The import ends, however often its worker is killed. */
export async function importFile(company: CrashCompany, count: number): Promise<AcceptedRejection[]> {
  const candidates = name(count, company, 'import');
  const rows = candidates.map(({ remoteId, address }) => [
    remoteId,
    'エンジニア',
    `見本 葵${remoteId}`,
    '不採用',
    address,
    tokyoDate(),
  ]);
  const bytes = Uint8Array.from(Buffer.from(stringify([[...headers], ...rows])));
  const path = `/v1/imports?connection_id=${company.hrmosId}`;
  const { id } = importView.parse(await persist('An upload', () => company.api.uploadTo(path, bytes, 'text/csv')));
  const view = await waitUntil('the end of an import', async () => {
    const current = importView.parse(await persist('An import', () => company.api.get(`/v1/imports/${id}`)));
    return importEnds.includes(current.state) && current;
  });
  if (view.state !== 'done' || view.counts.new + view.counts.known !== count) {
    throw new Error(`An import ended as ${view.state}: ${JSON.stringify(view.counts)}`);
  }
  return candidates;
}
