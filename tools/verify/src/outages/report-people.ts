import { setTimeout as sleep } from 'node:timers/promises';

export type Company = { readonly url: string; readonly key: string };
export type Accepted = {
  /** By application: the cases that its requests were answered with. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
  /** Answers other than 202, by status; 0 for none at all. */
  readonly refusals: ReadonlyMap<number, number>;
};
export type Intake = Accepted & { readonly done: Promise<void> };

const retryEveryMs = 200;

/**
 * Reports people as an ATS would that never gives up: 16 at a time, each with its own Idempotency-Key, repeated until it
 * is accepted.
 */
export function reportPeople(companies: readonly Company[], applications: readonly string[]): Intake {
  const cases = new Map<string, Set<string>>();
  const refusals = new Map<number, number>();
  let next = 0;
  const work = async () => {
    for (let nth = next++; nth < applications.length; nth = next++) {
      const application = applications[nth] ?? '';
      const company = companies[nth % companies.length];
      if (company === undefined) throw new Error('There is no company');
      cases.set(application, new Set([await reportUntilAccepted(company, application, refusals)]));
    }
  };
  return { cases, refusals, done: Promise.all(Array.from({ length: 16 }, work)).then(() => undefined) };
}

async function reportUntilAccepted(
  company: Company,
  application: string,
  refusals: Map<number, number>,
): Promise<string> {
  for (;;) {
    const { status, caseId } = await report(company, application);
    if (status === 202) return caseId;
    if (status >= 400 && status < 500 && status !== 429) throw new Error(`A report was refused with ${status}`);
    refusals.set(status, (refusals.get(status) ?? 0) + 1);
    await sleep(retryEveryMs);
  }
}

/** While the database is away, each answer says so: 503. */
export const findUnclear = (refusals: ReadonlyMap<number, number>): string[] =>
  [...refusals]
    .filter(([status]) => status !== 503)
    .map(([status, count]) => `${count} answers had the status ${status}, not 503`);

export async function report({ url, key }: Company, application: string): Promise<{ status: number; caseId: string }> {
  const response = await fetch(`${url}/v1/rejections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': application },
    body: JSON.stringify(toReport(application)),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  if (response === null) return { status: 0, caseId: '' };
  const body = (await response.json().catch(() => ({}))) as { case_id?: string };
  return { status: response.status, caseId: body.case_id ?? '' };
}

const toReport = (application: string) => ({
  source: { ats: 'verify' },
  application: {
    remote_id: application,
    applied_at: new Date(Date.now() - 20 * 86_400_000).toISOString(),
    rejected_at: new Date(Date.now() - 86_400_000).toISOString(),
    current_stage: { name: '一次面接', kind: 'interview' },
  },
  candidate: {
    remote_id: application,
    family_name: '見本',
    given_name: '葵',
    emails: [{ value: `${application}@example.com` }],
  },
  job: { name: 'エンジニア', category: 'engineer' },
});
