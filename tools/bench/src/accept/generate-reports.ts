import { createSeededRandom } from '@goen/sandbox-kit';

const skills = ['TypeScript', 'Go', 'SQL', '法人営業', '簿記2級', 'Figma'];

/** Reports of different people as an ATS sends them, the same for the same seed. */
export function generateReports(seed: number, count: number, now: Date): object[] {
  const random = createSeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, (_, n) => ({
    source: { ats: 'bench' },
    application: {
      remote_id: `A-${seed}-${n}`,
      rejected_at: new Date(now.getTime() - Math.floor(random() * 5 * 86_400_000)).toISOString(),
      current_stage: { name: '一次面接', kind: 'interview', order: 2 },
    },
    candidate: {
      remote_id: `C-${seed}-${n}`,
      family_name: pick(['佐藤', '鈴木', '髙橋', '田中', '渡邊']),
      given_name: pick(['太郎', '花子', '健', '美咲', '翔']),
      emails: [{ value: `candidate-${seed}-${n}@example.jp`, type: 'personal' }],
      tags: [{ kind: 'skill', value: pick(skills) }],
    },
    job: { name: pick(['営業', 'バックエンドエンジニア', '人事', '経理']), category: 'engineer' },
  }));
}
