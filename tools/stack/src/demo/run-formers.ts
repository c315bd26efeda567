import { type NewPosition, unwrap } from '@goen/client';
import type { GatewayApi } from './gateway-api.ts';
import { compareCounts } from './outcome.ts';
import { waitUntil } from './wait-until.ts';

type Former = {
  readonly name: readonly [family: string, given: string];
  readonly prefecture: string;
  readonly skills: readonly string[];
  readonly stage: 'documents' | 'interview' | 'final';
  readonly rejectedDaysAgo: number;
};
type Opening = {
  readonly position: Pick<NewPosition, 'title' | 'description' | 'required' | 'desired' | 'regions'>;
  readonly job: string;
  readonly category: string;
  readonly formers: readonly Former[];
};

const skill = (value: string) => ({ kind: 'skill' as const, value });

/** By company: an opening, and people of earlier months of whom each meets some of what it asks and lacks some. */
const openings: Readonly<Record<string, Opening>> = {
  hinode: {
    position: {
      title: 'バックエンドエンジニア（決済基盤）',
      description: '決済基盤の開発を担う方を募集します。',
      required: [skill('Go'), skill('PostgreSQL')],
      desired: [skill('Kubernetes'), skill('AWS')],
      regions: ['東京都'],
    },
    job: 'サーバーサイドエンジニア',
    category: 'エンジニア',
    formers: [
      {
        name: ['大野', '健太'],
        prefecture: '東京都',
        skills: ['Go', 'PostgreSQL', 'AWS'],
        stage: 'final',
        rejectedDaysAgo: 96,
      },
      {
        name: ['村上', '彩'],
        prefecture: '神奈川県',
        skills: ['Go', 'Kubernetes'],
        stage: 'interview',
        rejectedDaysAgo: 104,
      },
      {
        name: ['西田', '隼人'],
        prefecture: '大阪府',
        skills: ['PostgreSQL'],
        stage: 'interview',
        rejectedDaysAgo: 118,
      },
      { name: ['原', '結衣'], prefecture: '東京都', skills: ['Ruby', 'AWS'], stage: 'documents', rejectedDaysAgo: 131 },
    ],
  },
  aoba: {
    position: {
      title: 'Data Platform Engineer',
      description: 'Own the pipelines that our analysts rely on.',
      required: [skill('Python'), skill('SQL')],
      desired: [skill('dbt'), skill('Airflow')],
      regions: ['大阪府'],
    },
    job: 'Data Engineer',
    category: 'Software engineering',
    formers: [
      {
        name: ['Novak', 'Petra'],
        prefecture: '大阪府',
        skills: ['Python', 'SQL', 'dbt'],
        stage: 'final',
        rejectedDaysAgo: 92,
      },
      { name: ['Silva', 'Rafael'], prefecture: '兵庫県', skills: ['Python'], stage: 'interview', rejectedDaysAgo: 110 },
      {
        name: ['Kim', 'Jiwoo'],
        prefecture: '東京都',
        skills: ['SQL', 'Airflow'],
        stage: 'interview',
        rejectedDaysAgo: 125,
      },
    ],
  },
  minato: {
    position: {
      title: '法人営業（横浜）',
      description: '既存のお客様への提案をお任せします。',
      required: [skill('法人営業')],
      desired: [skill('SaaS'), skill('英語')],
      regions: ['神奈川県'],
    },
    job: '法人営業',
    category: '営業',
    formers: [
      {
        name: ['上田', '直樹'],
        prefecture: '神奈川県',
        skills: ['法人営業', 'SaaS'],
        stage: 'final',
        rejectedDaysAgo: 95,
      },
      { name: ['平野', '真央'], prefecture: '東京都', skills: ['法人営業'], stage: 'interview', rejectedDaysAgo: 108 },
      { name: ['河合', '翼'], prefecture: '神奈川県', skills: ['英語'], stage: 'documents', rejectedDaysAgo: 122 },
    ],
  },
};

const steps = {
  documents: { name: '書類選考', kind: 'documents', order: 1 },
  interview: { name: '一次面接', kind: 'interview', order: 2 },
  final: { name: '最終面接', kind: 'final', order: 3 },
} as const;
const dayMs = 86_400_000;
const appliedDaysBefore = 21;

/**
 * Leaves a company with an opening and former candidates whom a recruiter can choose, write to and approve by hand: the
 * story has invited, erased or just rejected everybody else. Returns what differs from that.
 */
export async function runFormers(api: GatewayApi, slug: string): Promise<readonly string[]> {
  const opening = openings[slug];
  if (opening === undefined) return [];
  await api.reportBatch(opening.formers.map((former, index) => toReport(slug, opening, former, index)));
  const { id } = await unwrap(api.goen.POST('/v1/positions', { body: opening.position }));
  const params = { path: { id }, query: { may_be_invited: 'true' as const, limit: 200 } };
  const expected = { invitable: opening.formers.length };
  const names = new Set(opening.formers.map(({ name: [familyName] }) => familyName));
  const invitable = await waitUntil(`the former candidates of ${slug}`, async () => {
    const { items } = await unwrap(api.goen.GET('/v1/positions/{id}/former-candidates', { params }));
    const found = items.filter(({ family_name: name }) => names.has(name ?? ''));
    return found.length >= expected.invitable && found;
  });
  const lacking = invitable.filter(({ requirements }) => requirements.some(({ met }) => !met));
  return [
    ...compareCounts(`former candidates of ${slug}`, expected, { invitable: invitable.length }),
    ...(lacking.length > 0 ? [] : [`former candidates of ${slug}: nobody lacks anything`]),
  ];
}

function toReport(slug: string, { job, category }: Opening, former: Former, index: number) {
  const { name, prefecture, skills, stage, rejectedDaysAgo } = former;
  const [familyName, givenName] = name;
  const id = `F-${index + 1}`;
  const rejectedMs = Date.now() - rejectedDaysAgo * dayMs;
  return {
    source: { ats: 'other' },
    application: {
      remote_id: id,
      applied_at: new Date(rejectedMs - appliedDaysBefore * dayMs).toISOString(),
      rejected_at: new Date(rejectedMs).toISOString(),
      rejection_reason: { type: 'by_company' },
      current_stage: steps[stage],
    },
    candidate: {
      remote_id: `candidate-${id}`,
      family_name: familyName,
      given_name: givenName,
      emails: [{ value: `${slug}-former-${index + 1}@example.com`, type: 'personal' }],
      prefecture,
      tags: skills.map((value) => ({ kind: 'skill', value })),
    },
    job: { name: job, category },
  };
}
