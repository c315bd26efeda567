import { createSeededRandom } from '@goen/sandbox-kit';

const familyNames = ['佐藤', '鈴木', '髙橋', '田中', '渡邊', '伊藤', '山本', '中村', '小林', '加藤'];
const givenNames = ['太郎', '花子', '健', '美咲', '翔', '陽菜', '大輔', 'さくら', '蓮', '結衣'];
const jobs = ['営業', 'エンジニア', '人事', '経理', 'デザイナー', 'マーケティング'];
const stages = ['書類選考', '一次面接', '二次面接', '最終面接'];

export type GeneratedRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly job: string;
  readonly stage: string;
  /** `YYYY/MM/DD`, in the 25 days before `now`. */
  readonly date: string;
};

/** Rejections of different people, the same for the same seed. */
export function* generateRows(seed: number, count: number, now: Date): Generator<GeneratedRow> {
  const random = createSeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let index = 0; index < count; index += 1) {
    const day = new Date(now.getTime() - Math.floor(1 + random() * 25) * 86_400_000);
    yield {
      id: `A-${seed}-${index}`,
      name: `${pick(familyNames)} ${pick(givenNames)}`,
      email: `candidate-${seed}-${index}@example.jp`,
      job: pick(jobs),
      stage: pick(stages),
      date: day.toISOString().slice(0, 10).replaceAll('-', '/'),
    };
  }
}

/** An HRMOS export, in chunks of some thousand rows. */
export function* toHrmosCsv(rows: Iterable<GeneratedRow>): Generator<Uint8Array> {
  let text = '\uFEFF応募ID,求人名,応募日,氏名,応募経路,選考ステータス,辞退日,メールアドレス,不採用日,選考ステップ\r\n';
  for (const { id, job, name, email, date, stage } of rows) {
    text += `${id},${job},${date},${name},自社サイト,不採用,,${email},${date},${stage}\r\n`;
    if (text.length < 256 * 1024) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** The same rejections as API reports, one per line. */
export function* toReportLines(rows: Iterable<GeneratedRow>): Generator<string> {
  for (const { id, job, name, email, date, stage } of rows) {
    const report = {
      source: { ats: 'bench' },
      application: {
        remote_id: id,
        rejected_at: `${date.replaceAll('/', '-')}T00:00:00+09:00`,
        current_stage: { name: stage, kind: 'interview' },
      },
      candidate: { remote_id: id, full_name: name, emails: [{ value: email }] },
      job: { name: job },
    };
    yield `${JSON.stringify(report)}\n`;
  }
}
