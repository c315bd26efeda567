import { rejectionReport } from '@goen/contracts/public';
import { expect, it } from 'vitest';
import { testSandbox, told } from '../testing/test-sandbox.ts';
import { type MadeUpCandidate, madeUpCandidates } from './made-up-candidates.ts';

const lastDay = '2026-11-20';
const made = madeUpCandidates(300, 7, lastDay);
type Greenhouse = {
  application: {
    rejected_at: string;
    applied_at: string;
    current_stage: { name: string };
    jobs: { name: string }[];
    candidate: { first_name: string; last_name: string; tags: string[]; email_addresses: { value: string }[] };
  };
};

const fullName = (family: string, given: string) =>
  /^[\p{ASCII}]+$/u.test(family) ? `${given} ${family}` : `${family} ${given}`;
const fromJapanese = (date: string) =>
  new Date(`${date.replace(/(\d+)年(\d+)月(\d+)日/, '$1-$2-$3')} GMT+9`).toISOString();
const iso = (time: string) => new Date(time).toISOString();

/** What each road says of the same candidate, read back by nothing but its own shape. */
function roads({ herp, greenhouse, zoho, hrmos, jobcan, report, job }: MadeUpCandidate) {
  const { application } = greenhouse.reject.payload as Greenhouse;
  const person = application.candidate;
  const fields = zoho.webhookFields;
  return {
    herp: [herp.name, herp.email, job.name, herp.terminatedAt && iso(herp.terminatedAt), herp.tags],
    greenhouse: [
      fullName(person.last_name, person.first_name),
      person.email_addresses[0]?.value,
      application.jobs[0]?.name,
      iso(application.rejected_at),
      person.tags,
    ],
    zoho: [
      fullName(fields.last_name ?? '', fields.first_name ?? ''),
      fields.email,
      fields.job_title,
      iso(`${fields.rejected_on}T00:00:00+09:00`),
      fields.skill_set?.split(', '),
    ],
    hrmos: [
      hrmos.氏名,
      hrmos.メールアドレス,
      hrmos.求人名,
      fromJapanese(hrmos.不採用日 ?? ''),
      hrmos.ラベル?.split(';'),
    ],
    jobcan: [
      jobcan.氏名,
      jobcan.メールアドレス,
      jobcan.求人名,
      iso(`${jobcan.お見送り日?.replaceAll('/', '-')}T00:00:00+09:00`),
      jobcan.タグ?.split(';'),
    ],
    report: [
      report.candidate.full_name,
      report.candidate.emails?.[0]?.value,
      report.job?.name,
      iso(report.application.rejected_at),
      report.candidate.tags?.map(({ value }) => value),
    ],
  };
}

it('says the same of a candidate on every road', () => {
  for (const one of made) {
    const { herp, ...others } = roads(one);
    for (const other of Object.values(others)) expect(other).toEqual(herp);
    const { application } = one.greenhouse.reject.payload as Greenhouse;
    const stages = [application.current_stage.name, one.zoho.webhookFields.stage, one.jobcan.選考ステップ];
    expect([...stages, one.report.application.current_stage?.name]).toEqual(
      stages.map(() => one.stage.name).concat(one.stage.name),
    );
  }
});

it('is a report that the product takes', () => {
  for (const { report } of made) expect(rejectionReport.safeParse(report).error).toBeUndefined();
});

it('is the same for the same seed and day, and another for another', () => {
  expect(madeUpCandidates(300, 7, lastDay)).toEqual(made);
  expect(madeUpCandidates(10, 7, lastDay)).toEqual(made.slice(0, 10));
  expect(madeUpCandidates(10, 8, lastDay)).not.toEqual(made.slice(0, 10));
});

it('has no address, application or id twice, also beside another seed', () => {
  const all = [...made, ...madeUpCandidates(300, 8, lastDay)];
  const keys: ((one: MadeUpCandidate) => unknown)[] = [
    ({ person }) => person.email,
    ({ herp }) => herp.id,
    ({ greenhouse }) => (greenhouse.reject.payload.application as { id: number }).id,
    ({ zoho }) => zoho.application.id,
    ({ zoho }) => zoho.candidate.id,
    ({ hrmos }) => hrmos.応募ID,
    ({ jobcan }) => jobcan.応募者ID,
    ({ report }) => report.application.remote_id,
  ];
  for (const key of keys) expect(new Set(all.map(key)).size).toBe(600);
});

it('is rejected at midnight in Tokyo, within the last twenty days, after applying', () => {
  for (const { appliedOn, rejectedOn, rejectedAt } of made) {
    expect(rejectedAt).toBe(`${rejectedOn}T00:00:00+09:00`);
    expect(appliedOn < rejectedOn && rejectedOn >= '2026-10-31' && rejectedOn <= lastDay).toBe(true);
  }
});

it('has names of every kind: with 髙 and 﨑, in kana, in Latin letters', () => {
  const names = made.map(({ person }) => person.fullName);
  for (const kind of [/髙/u, /﨑/u, / [ぁ-ん]+$/u, /^[A-Z][a-z]+ [A-Z][a-z]+$/u])
    expect(names.some((name) => kind.test(name))).toBe(true);
  for (const { person } of made) expect(person.kana === null).toBe(/^[ -~]+$/.test(person.fullName));
});

it('fills the books of a sandbox, the same ones when it is asked twice', async () => {
  await using sandbox = await testSandbox({ candidates: 20 });
  expect([sandbox.herp.candidacies().length, sandbox.zoho.records('Applications').length]).toEqual([20, 20]);
  const fill = () => told(sandbox.call('POST', '/sandbox/candidates', { count: 30, seed: 2, lastDay }));
  expect(await fill()).toEqual([200, { herp: 50, zoho: 50 }]);
  expect(await fill()).toEqual([200, { herp: 50, zoho: 50 }]);
  expect((await sandbox.call('POST', '/sandbox/candidates', { count: 0 })).status).toBe(422);
});
