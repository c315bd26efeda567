import { drawInteger, drawItem, type Random } from '@goen/sandbox-kit';
import { drawUuid } from '../shared/ids.ts';
import { subtractDays, toTokyoMidnight } from '../shared/tokyo-time.ts';
import { drawPerson, type Person } from './draw-person.ts';

type Job = { number: number; name: string; category: string; skills: readonly [string, ...string[]] };
const jobs: readonly [Job, ...Job[]] = [
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

type Stage = { name: string; step: StageStep; kind: 'documents' | 'interview' | 'final'; order: number };
type StageStep = 'resumeScreening' | 'firstInterview' | 'secondInterview' | 'finalInterview';
const stages: readonly [Stage, ...Stage[]] = [
  { name: '書類選考', step: 'resumeScreening', kind: 'documents', order: 1 },
  { name: '一次面接', step: 'firstInterview', kind: 'interview', order: 2 },
  { name: '二次面接', step: 'secondInterview', kind: 'interview', order: 3 },
  { name: '最終面接', step: 'finalInterview', kind: 'final', order: 4 },
];

/** A rejected application, independent of any vendor's format. */
export type RejectedCandidate = {
  /** Counts from 1. */
  n: number;
  seed: number;
  uuid: string;
  requisitionId: string;
  person: Person;
  job: Job;
  stage: Stage;
  skills: readonly string[];
  /** `YYYY-MM-DD` in Tokyo; the instants below are the midnights at which these days start. */
  appliedOn: string;
  rejectedOn: string;
  appliedAt: string;
  rejectedAt: string;
};

/** Within the age at which a rejection mail is still sent. */
const rejectedWithinDays = 20;

/** Draws a rejection at midnight in Tokyo, which even channels that carry only dates can express. */
export function drawCandidate(random: Random, { n, seed, lastDay }: { n: number; seed: number; lastDay: string }) {
  const job = drawItem(random, jobs);
  const rejectedOn = subtractDays(lastDay, drawInteger(random, 0, rejectedWithinDays));
  const appliedOn = subtractDays(rejectedOn, drawInteger(random, 5, 40));
  const skills = job.skills.slice(0, drawInteger(random, 1, job.skills.length));
  return {
    n,
    seed,
    uuid: drawUuid(random),
    requisitionId: createRequisitionId(seed, job.number),
    person: drawPerson(random, seed, n),
    job,
    stage: drawItem(random, stages),
    skills,
    appliedOn,
    rejectedOn,
    appliedAt: toTokyoMidnight(appliedOn),
    rejectedAt: toTokyoMidnight(rejectedOn),
  } satisfies RejectedCandidate;
}

const createRequisitionId = (seed: number, jobNumber: number) =>
  `00000000-0000-4000-8000-${String(seed % 10_000).padStart(6, '0')}${String(jobNumber).padStart(6, '0')}`;
