import { uuidOf } from '../shared/ids.ts';
import { pick, type Random, wholeNumber } from '../shared/seeded-random.ts';
import { daysBefore, tokyoMidnight } from '../shared/tokyo-time.ts';
import { drawPerson, type Person } from './people.ts';

export type Job = { number: number; name: string; category: string; skills: readonly [string, ...string[]] };
export const jobs: readonly [Job, ...Job[]] = [
  {
    number: 1,
    name: 'バックエンドエンジニア',
    category: 'エンジニア',
    skills: ['TypeScript', 'Go', 'PostgreSQL', 'AWS'],
  },
  { number: 2, name: 'フロントエンドエンジニア', category: 'エンジニア', skills: ['TypeScript', 'React', 'CSS'] },
  { number: 3, name: '法人営業（東京）', category: '営業', skills: ['法人営業', '英語', '提案'] },
  { number: 4, name: '経理', category: '経理', skills: ['簿記', 'Excel', '決算'] },
  { number: 5, name: '人事・採用担当', category: '人事', skills: ['採用', '労務', '研修'] },
  { number: 6, name: 'データアナリスト', category: 'データ', skills: ['Python', 'SQL', '統計'] },
];

export type Stage = { name: string; step: StageStep; kind: 'documents' | 'interview' | 'final'; order: number };
type StageStep = 'resumeScreening' | 'firstInterview' | 'secondInterview' | 'finalInterview';
const stages: readonly [Stage, ...Stage[]] = [
  { name: '書類選考', step: 'resumeScreening', kind: 'documents', order: 1 },
  { name: '一次面接', step: 'firstInterview', kind: 'interview', order: 2 },
  { name: '二次面接', step: 'secondInterview', kind: 'interview', order: 3 },
  { name: '最終面接', step: 'finalInterview', kind: 'final', order: 4 },
];

/** One rejected application of one person, before any vendor's shape. */
export type RejectedCandidate = {
  /** 1 and up. */
  n: number;
  seed: number;
  uuid: string;
  requisitionId: string;
  person: Person;
  job: Job;
  stage: Stage;
  skills: readonly string[];
  /** `YYYY-MM-DD` in Tokyo; the instants are the midnights at which these days begin. */
  appliedOn: string;
  rejectedOn: string;
  appliedAt: string;
  rejectedAt: string;
};

/** So far back a made-up rejection reaches: within the age at which a rejection mail is still sent. */
const rejectedWithinDays = 20;

/** Midnight in Tokyo is an instant that every vendor can tell: some know dates alone. */
export function drawCandidate(random: Random, { n, seed, lastDay }: { n: number; seed: number; lastDay: string }) {
  const job = pick(random, jobs);
  const rejectedOn = daysBefore(lastDay, wholeNumber(random, 0, rejectedWithinDays));
  const appliedOn = daysBefore(rejectedOn, wholeNumber(random, 5, 40));
  const skills = job.skills.slice(0, wholeNumber(random, 1, job.skills.length));
  return {
    n,
    seed,
    uuid: uuidOf(random),
    requisitionId: requisitionId(seed, job.number),
    person: drawPerson(random, seed, n),
    job,
    stage: pick(random, stages),
    skills,
    appliedOn,
    rejectedOn,
    appliedAt: tokyoMidnight(appliedOn),
    rejectedAt: tokyoMidnight(rejectedOn),
  } satisfies RejectedCandidate;
}

const requisitionId = (seed: number, job: number) =>
  `00000000-0000-4000-8000-${String(seed % 10_000).padStart(6, '0')}${String(job).padStart(6, '0')}`;
