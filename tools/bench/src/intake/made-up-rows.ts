import { seededRandom } from './seeded-random.ts';

const families = ['佐藤', '鈴木', '髙橋', '田中', '渡邊', '伊藤', '山本', '中村', '小林', '加藤'];
const givens = ['太郎', '花子', '健', '美咲', '翔', '陽菜', '大輔', 'さくら', '蓮', '結衣'];
const jobs = ['営業', 'エンジニア', '人事', '経理', 'デザイナー', 'マーケティング'];
const stages = ['書類選考', '一次面接', '二次面接', '最終面接'];

export type MadeUpRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly job: string;
  readonly stage: string;
  /** `YYYY/MM/DD` of the weeks before `now`. */
  readonly date: string;
};

/** Rejections of as many people, the same for the same seed. */
export function* madeUpRows(seed: number, count: number, now: Date): Generator<MadeUpRow> {
  const random = seededRandom(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let n = 0; n < count; n += 1) {
    const day = new Date(now.getTime() - Math.floor(1 + random() * 25) * 86_400_000);
    yield {
      id: `A-${seed}-${n}`,
      name: `${one(families)} ${one(givens)}`,
      email: `candidate-${seed}-${n}@example.jp`,
      job: one(jobs),
      stage: one(stages),
      date: day.toISOString().slice(0, 10).replaceAll('-', '/'),
    };
  }
}

/** An export of HRMOS, some thousand rows at a time. */
export function* csvOf(rows: Iterable<MadeUpRow>): Generator<Uint8Array> {
  let text = '\uFEFF応募ID,求人名,応募日,氏名,応募経路,選考ステータス,辞退日,メールアドレス,不採用日,選考ステップ\r\n';
  for (const { id, job, name, email, date, stage } of rows) {
    text += `${id},${job},${date},${name},自社サイト,不採用,,${email},${date},${stage}\r\n`;
    if (text.length < 256 * 1024) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** The same as reports, a line each. */
export function* reportsOf(rows: Iterable<MadeUpRow>): Generator<string> {
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
