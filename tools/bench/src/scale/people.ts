import { createHash } from 'node:crypto';
import { findPrefectureId } from '@goen/case-domain/tags';
import { toSearchColumns, toSearchGrams } from '@goen/case-store';
import { toSearchKey } from '@goen/contracts/text';
import type { Client } from 'pg';

/** Kanji, kana and the Latin form of an address; several families are written in variants. */
const families =
  '佐藤 サトウ sato,鈴木 スズキ suzuki,髙橋 タカハシ takahashi,高橋 タカハシ takahashi,田中 タナカ tanaka,伊藤 イトウ ito,渡辺 ワタナベ watanabe,渡邊 ワタナベ watanabe,渡邉 ワタナベ watanabe,山本 ヤマモト yamamoto,中村 ナカムラ nakamura,小林 コバヤシ kobayashi,加藤 カトウ kato,吉田 ヨシダ yoshida,山田 ヤマダ yamada,佐々木 ササキ sasaki,山口 ヤマグチ yamaguchi,松本 マツモト matsumoto,井上 イノウエ inoue,木村 キムラ kimura,林 ハヤシ hayashi,斎藤 サイトウ saito,齋藤 サイトウ saito,清水 シミズ shimizu,山﨑 ヤマザキ yamazaki,山崎 ヤマザキ yamazaki,森 モリ mori,池田 イケダ ikeda,橋本 ハシモト hashimoto,阿部 アベ abe,石川 イシカワ ishikawa,小川 オガワ ogawa,前田 マエダ maeda,岡田 オカダ okada,長谷川 ハセガワ hasegawa,藤田 フジタ fujita,後藤 ゴトウ goto,近藤 コンドウ kondo,村上 ムラカミ murakami,遠藤 エンドウ endo,青木 アオキ aoki,坂本 サカモト sakamoto,藤井 フジイ fujii,福田 フクダ fukuda,西村 ニシムラ nishimura,太田 オオタ ota,三浦 ミウラ miura,岡本 オカモト okamoto,松田 マツダ matsuda,中川 ナカガワ nakagawa,中野 ナカノ nakano,原田 ハラダ harada,小野 オノ ono,田村 タムラ tamura,竹内 タケウチ takeuchi,金子 カネコ kaneko,和田 ワダ wada,中山 ナカヤマ nakayama,石田 イシダ ishida,上田 ウエダ ueda';
const given =
  '美咲 ミサキ misaki,翔太 ショウタ shota,陽菜 ヒナ hina,大輔 ダイスケ daisuke,結衣 ユイ yui,健太 ケンタ kenta,愛 アイ ai,拓也 タクヤ takuya,由紀 ユキ yuki,直樹 ナオキ naoki,彩 アヤ aya,蓮 レン ren,恵 メグミ megumi,誠 マコト makoto,さくら サクラ sakura,悠斗 ユウト yuto,久美子 クミコ kumiko,剛 ツヨシ tsuyoshi,真由美 マユミ mayumi,和也 カズヤ kazuya,千尋 チヒロ chihiro,隆 タカシ takashi,智子 トモコ tomoko,亮 リョウ ryo,葵 アオイ aoi,学 マナブ manabu,優子 ユウコ yuko,浩 ヒロシ hiroshi,沙織 サオリ saori,純 ジュン jun,菜々子 ナナコ nanako,修 オサム osamu,香織 カオリ kaori,慎一 シンイチ shinichi,舞 マイ mai,哲也 テツヤ tetsuya,凛 リン rin,豊 ユタカ yutaka,奈緒 ナオ nao,聡 サトシ satoshi';
const toNames = (text: string) => text.split(',').map((name) => name.split(' ') as [string, string, string]);
export const familyNames = toNames(families);
const givenNames = toNames(given);

const jobs =
  'バックエンドエンジニア フロントエンドエンジニア 法人営業 個人営業 インサイドセールス 経理 人事 総務 データエンジニア データサイエンティスト プロダクトマネージャー UIデザイナー カスタマーサクセス 店舗スタッフ 施工管理 看護師 薬剤師 インフラエンジニア QAエンジニア マーケティング 広報 法務 購買 物流管理 生産技術 機械設計 電気設計 社内SE コンサルタント 事務 秘書 編集 翻訳 講師 販売 調理 ドライバー 警備 介護職 保育士'.split(
    ' ',
  );

const regions = ['東京都', '東京都', '東京都', '東京都', '大阪府', '神奈川県', '愛知県', '埼玉県', '福岡県', null];

/** The skew of companies: with 200 of them, the first has some 12 % of the candidates and the last 0.2 %. */
const companySkew = 2.5;
const batchRows = 5_000;

export const toCompanyId = (index: number): string =>
  `00000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`;

/** The draws of a candidate: numbers from 0 to 1 from a hash, so that the same seed makes the same people. */
function createDraws(seed: number, n: number): (slot: number) => number {
  const bytes = createHash('sha256').update(`${seed}:${n}`).digest();
  return (slot) => bytes.readUInt32BE(slot * 4) / 2 ** 32;
}

export type Person = ReturnType<typeof drawPerson>;

export function drawPerson(seed: number, companies: number, n: number) {
  const draw = createDraws(seed, n);
  const pick = <T>(list: readonly T[], slot: number, skew = 1) =>
    list[Math.floor(draw(slot) ** skew * list.length)] as T;
  const company = Math.floor(companies * draw(0) ** companySkew);
  const [family, familyKana, familyLatin] = pick(familyNames, 1, 1.5);
  const [name, nameKana, nameLatin] = pick(givenNames, 2, 1.3);
  // Two in five sources know the reading of a name.
  const hasKana = draw(3) < 0.4;
  return {
    n,
    companyId: toCompanyId(company),
    family,
    given: name,
    familyKana: hasKana ? familyKana : null,
    givenKana: hasKana ? nameKana : null,
    email: `${familyLatin}.${nameLatin}.${n}@mail.example`,
    job: pick(jobs, 4, 1.8),
    prefecture: pick(regions, 5),
  };
}

/** The keys of a name or job, which many people share. */
const sharedKeys = new Map<string, { nameKey: string; jobKey: string }>();
function findSharedKeys({ family, given: name, familyKana, givenKana, job }: Person) {
  const key = `${family} ${name} ${familyKana} ${job}`;
  const known = sharedKeys.get(key);
  if (known) return known;
  const named = { familyName: family, givenName: name, familyNameKana: familyKana, givenNameKana: givenKana };
  const nobody = { companyId: '', fullName: null, emails: [], prefecture: null };
  const { nameKey, jobKey } = toSearchColumns({ ...nobody, ...named }, null, [job]);
  const keys = { nameKey: nameKey ?? '', jobKey: jobKey ?? '' };
  sharedKeys.set(key, keys);
  return keys;
}

function toRow(person: Person) {
  const { companyId, email, prefecture } = person;
  const { nameKey: names, jobKey } = findSharedKeys(person);
  const nameKey = `${names} ${toSearchKey(email)}`;
  const grams = toSearchGrams(companyId, `${nameKey} ${jobKey}`);
  const prefectureId = prefecture === null ? null : findPrefectureId(prefecture);
  return { ...person, nameKey, jobKey, grams: `{${grams.join(',')}}`, prefectureId };
}

const columnTypes = {
  n: 'int',
  companyId: 'uuid',
  family: 'text',
  given: 'text',
  familyKana: 'text',
  givenKana: 'text',
  email: 'text',
  job: 'text',
  prefecture: 'text',
  nameKey: 'text',
  jobKey: 'text',
  grams: 'text',
  prefectureId: 'text',
} as const;

/** Writes the table `bench.person`, of which everything else is made: what SQL cannot compute, and the ids. */
export async function fillPeople(admin: Client, seed: number, companies: number, count: number): Promise<void> {
  const names = Object.keys(columnTypes) as (keyof typeof columnTypes)[];
  const from = names.map((name, nth) => `$${nth + 1}::${columnTypes[name]}[]`).join(', ');
  const insert = `insert into bench.person
    select n, c, family, given, family_kana, given_kana, email, job, prefecture, name_key, job_key, grams::int[],
      prefecture_id, bench.id('candidate', n), bench.id('case', n), bench.id('application', n), bench.id('rejection', n),
      encode(sha256(('person' || n)::bytea), 'hex'), bench.since(n, $${names.length + 1}),
      (array['documents', 'documents', 'documents', 'interview', 'interview', 'final', 'other'])
        [1 + floor(bench.u(n, 0) * 7)::int]
    from unnest(${from}) as t(n, c, family, given, family_kana, given_kana, email, job, prefecture, name_key, job_key,
      grams, prefecture_id)`;
  let pending: Promise<unknown> = Promise.resolve();
  for (let first = 1; first <= count; first += batchRows) {
    const size = Math.min(batchRows, count - first + 1);
    const rows = Array.from({ length: size }, (_, offset) => toRow(drawPerson(seed, companies, first + offset)));
    await pending;
    pending = admin.query(insert, [...names.map((name) => rows.map((row) => row[name])), count]);
  }
  await pending;
}
