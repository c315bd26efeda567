import { drawItem, type Random } from '@goen/sandbox-kit';

type NamePart = readonly [written: string, kana: string, latin: string];

// 髙 and 﨑 are not in JIS X 0208, so a system limited to it garbles these names.
const familyNames: readonly [NamePart, ...NamePart[]] = [
  ['髙橋', 'タカハシ', 'takahashi'],
  ['山﨑', 'ヤマザキ', 'yamazaki'],
  ['佐藤', 'サトウ', 'sato'],
  ['鈴木', 'スズキ', 'suzuki'],
  ['田中', 'タナカ', 'tanaka'],
  ['渡邉', 'ワタナベ', 'watanabe'],
  ['齋藤', 'サイトウ', 'saito'],
  ['伊藤', 'イトウ', 'ito'],
  ['長谷川', 'ハセガワ', 'hasegawa'],
  ['林', 'ハヤシ', 'hayashi'],
  ['五十嵐', 'イガラシ', 'igarashi'],
  ['宮﨑', 'ミヤザキ', 'miyazaki'],
];
const givenNames: readonly [NamePart, ...NamePart[]] = [
  ['花子', 'ハナコ', 'hanako'],
  ['太郎', 'タロウ', 'taro'],
  ['さくら', 'サクラ', 'sakura'],
  ['健', 'ケン', 'ken'],
  ['美咲', 'ミサキ', 'misaki'],
  ['翔太', 'ショウタ', 'shota'],
  ['あおい', 'アオイ', 'aoi'],
  ['陽菜', 'ヒナ', 'hina'],
  ['大輔', 'ダイスケ', 'daisuke'],
  ['ひなた', 'ヒナタ', 'hinata'],
  ['真由美', 'マユミ', 'mayumi'],
  ['蓮', 'レン', 'ren'],
];
const latinNames: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Anna', 'Schmidt'],
  ['Minh', 'Nguyen'],
  ['Maria', 'Silva'],
  ['James', 'Wilson'],
];
const prefectures = ['東京都', '神奈川県', '大阪府', '愛知県', '福岡県', '北海道', '宮城県', '京都府'] as const;

export type Person = {
  familyName: string;
  givenName: string;
  /** Null for a name in Latin letters. */
  kana: { family: string; given: string } | null;
  /** As a person writes it into one field: `姓 名`, or `Given Family` in Latin letters. */
  fullName: string;
  email: string;
  phone: string;
  prefecture: string;
};

/** About one person in twelve has a name in Latin letters. `n` makes addresses and phone numbers unique. */
export function drawPerson(random: Random, seed: number, n: number): Person {
  const contact = {
    phone: `090-${String(1000 + (seed % 9000)).padStart(4, '0')}-${String(n % 10_000).padStart(4, '0')}`,
    prefecture: drawItem(random, prefectures),
  };
  const createAddress = (given: string, family: string) => `${given}.${family}.${seed}-${n}@example.jp`.toLowerCase();
  if (random() < 1 / 12) {
    const [givenName, familyName] = drawItem(random, latinNames);
    const email = createAddress(givenName, familyName);
    return { familyName, givenName, kana: null, fullName: `${givenName} ${familyName}`, email, ...contact };
  }
  const [family, familyKana, familyLatin] = drawItem(random, familyNames);
  const [given, givenKana, givenLatin] = drawItem(random, givenNames);
  return {
    familyName: family,
    givenName: given,
    kana: { family: familyKana, given: givenKana },
    fullName: `${family} ${given}`,
    email: createAddress(givenLatin, familyLatin),
    ...contact,
  };
}
