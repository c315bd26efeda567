import { setTimeout as sleep } from 'node:timers/promises';

export type Company = { readonly url: string; readonly key: string };
export type Intake = {
  /** Applications whose report was accepted. */
  readonly accepted: ReadonlySet<string>;
  /** Answers other than 202, by status; 0 for none at all. */
  readonly refusals: ReadonlyMap<number, number>;
  readonly done: Promise<void>;
};

const retryEveryMs = 200;

/**
 * Reports people as an ATS would that never gives up: 16 at a time, each with its own Idempotency-Key, repeated until it
 * is accepted.
 */
export function reportPeople(companies: readonly Company[], applications: readonly string[]): Intake {
  const accepted = new Set<string>();
  const refusals = new Map<number, number>();
  let next = 0;
  const work = async () => {
    for (let nth = next++; nth < applications.length; nth = next++) {
      const application = applications[nth] ?? '';
      const company = companies[nth % companies.length];
      if (company === undefined) throw new Error('There is no company');
      await reportUntilAccepted(company, application, refusals);
      accepted.add(application);
    }
  };
  return { accepted, refusals, done: Promise.all(Array.from({ length: 16 }, work)).then(() => undefined) };
}

async function reportUntilAccepted(
  company: Company,
  application: string,
  refusals: Map<number, number>,
): Promise<void> {
  for (;;) {
    const status = await report(company, application);
    if (status === 202) return;
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

/** Returns the status, 0 without an answer. */
export async function report({ url, key }: Company, application: string): Promise<number> {
  const response = await fetch(`${url}/v1/rejections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': application },
    body: JSON.stringify(toReport(application)),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  await response?.body?.cancel();
  return response?.status ?? 0;
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
