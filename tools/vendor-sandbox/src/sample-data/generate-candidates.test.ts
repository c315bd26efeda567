import { rejectionReport } from '@goen/contracts/public';
import { expect, it } from 'vitest';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';
import { generateCandidates, type SampleCandidate } from './generate-candidates.ts';

const lastDay = '2026-11-20';
const candidates = generateCandidates(300, 7, lastDay);
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
const parseJapaneseDate = (date: string) =>
  new Date(`${date.replace(/(\d+)年(\d+)月(\d+)日/, '$1-$2-$3')} GMT+9`).toISOString();
const toIso = (time: string) => new Date(time).toISOString();

/** Name, address, job, rejection time and tags of a candidate, read back from each channel's shape alone. */
function readShapes({ herp, greenhouse, zoho, hrmos, jobcan, report, job }: SampleCandidate) {
  const { application } = greenhouse.reject.payload as Greenhouse;
  const person = application.candidate;
  const fields = zoho.webhookFields;
  return {
    herp: [herp.name, herp.email, job.name, herp.terminatedAt && toIso(herp.terminatedAt), herp.tags],
    greenhouse: [
      fullName(person.last_name, person.first_name),
      person.email_addresses[0]?.value,
      application.jobs[0]?.name,
      toIso(application.rejected_at),
      person.tags,
    ],
    zoho: [
      fullName(fields.last_name ?? '', fields.first_name ?? ''),
      fields.email,
      fields.job_title,
      toIso(`${fields.rejected_on}T00:00:00+09:00`),
      fields.skill_set?.split(', '),
    ],
    hrmos: [
      hrmos.氏名,
      hrmos.メールアドレス,
      hrmos.求人名,
      parseJapaneseDate(hrmos.不採用日 ?? ''),
      hrmos.ラベル?.split(';'),
    ],
    jobcan: [
      jobcan.氏名,
      jobcan.メールアドレス,
      jobcan.求人名,
      toIso(`${jobcan.お見送り日?.replaceAll('/', '-')}T00:00:00+09:00`),
      jobcan.タグ?.split(';'),
    ],
    report: [
      report.candidate.full_name,
      report.candidate.emails?.[0]?.value,
      report.job?.name,
      toIso(report.application.rejected_at),
      report.candidate.tags?.map(({ value }) => value),
    ],
  };
}

it('describes a candidate identically in every shape', () => {
  for (const candidate of candidates) {
    const { herp, ...others } = readShapes(candidate);
    for (const other of Object.values(others)) expect(other).toEqual(herp);
    const { greenhouse, zoho, jobcan, report, stage } = candidate;
    const stages = [
      (greenhouse.reject.payload as Greenhouse).application.current_stage.name,
      zoho.webhookFields.stage,
      jobcan.選考ステップ,
      report.application.current_stage?.name,
    ];
    expect(stages).toEqual(stages.map(() => stage.name));
  }
});

it('generates reports that the API accepts', () => {
  for (const { report } of candidates) expect(rejectionReport.safeParse(report).error).toBeUndefined();
});

it('generates the same candidates for the same seed and day, and others for another seed', () => {
  expect(generateCandidates(300, 7, lastDay)).toEqual(candidates);
  expect(generateCandidates(10, 7, lastDay)).toEqual(candidates.slice(0, 10));
  expect(generateCandidates(10, 8, lastDay)).not.toEqual(candidates.slice(0, 10));
});

it('repeats no address, application or id, across seeds too', () => {
  const all = [...candidates, ...generateCandidates(300, 8, lastDay)];
  const keys: ((candidate: SampleCandidate) => unknown)[] = [
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

it('rejects at midnight in Tokyo, within the last twenty days, after the application', () => {
  for (const { appliedOn, rejectedOn, rejectedAt } of candidates) {
    expect(rejectedAt).toBe(`${rejectedOn}T00:00:00+09:00`);
    expect(appliedOn < rejectedOn && rejectedOn >= '2026-10-31' && rejectedOn <= lastDay).toBe(true);
  }
});

it('draws names of every kind: with 髙 and 﨑, in kana, in Latin letters', () => {
  const names = candidates.map(({ person }) => person.fullName);
  for (const kind of [/髙/u, /﨑/u, / [ぁ-ん]+$/u, /^[A-Z][a-z]+ [A-Z][a-z]+$/u])
    expect(names.some((name) => kind.test(name))).toBe(true);
  for (const { person } of candidates) expect(person.kana === null).toBe(/^[ -~]+$/.test(person.fullName));
});

it('seeds a sandbox, and adds nothing when repeated', async () => {
  await using sandbox = await startTestSandbox({ candidates: 20 });
  expect([sandbox.herp.candidacies().length, sandbox.zoho.records('Applications').length]).toEqual([20, 20]);
  const seedOverHttp = () => readResponse(sandbox.call('POST', '/sandbox/candidates', { count: 30, seed: 2, lastDay }));
  expect(await seedOverHttp()).toEqual([200, { herp: 50, zoho: 50 }]);
  expect(await seedOverHttp()).toEqual([200, { herp: 50, zoho: 50 }]);
  expect((await sandbox.call('POST', '/sandbox/candidates', { count: 0 })).status).toBe(422);
});
