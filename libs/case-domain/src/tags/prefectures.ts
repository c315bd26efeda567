import { toLookupKey } from './normalise.ts';

type Prefecture = { readonly id: string; readonly ja: string; readonly neighbours: readonly string[] };

/**
 * The 47 prefectures in the order of JIS X 0401, each with its neighbours: those with a common border, and those
 * connected by a bridge or tunnel for commuters (Kanmon, Seto Ohashi, Shimanami Kaido, Akashi, Naruto; not Seikan).
 */
const rows = `
hokkaido 北海道 -
aomori 青森県 iwate,akita
iwate 岩手県 aomori,akita,miyagi
miyagi 宮城県 iwate,akita,yamagata,fukushima
akita 秋田県 aomori,iwate,miyagi,yamagata
yamagata 山形県 akita,miyagi,fukushima,niigata
fukushima 福島県 miyagi,yamagata,niigata,gunma,tochigi,ibaraki
ibaraki 茨城県 fukushima,tochigi,saitama,chiba
tochigi 栃木県 fukushima,ibaraki,saitama,gunma
gunma 群馬県 fukushima,tochigi,saitama,nagano,niigata
saitama 埼玉県 gunma,tochigi,ibaraki,chiba,tokyo,yamanashi,nagano
chiba 千葉県 ibaraki,saitama,tokyo
tokyo 東京都 saitama,chiba,kanagawa,yamanashi
kanagawa 神奈川県 tokyo,yamanashi,shizuoka
niigata 新潟県 yamagata,fukushima,gunma,nagano,toyama
toyama 富山県 niigata,nagano,gifu,ishikawa
ishikawa 石川県 toyama,gifu,fukui
fukui 福井県 ishikawa,gifu,shiga,kyoto
yamanashi 山梨県 saitama,tokyo,kanagawa,nagano,shizuoka
nagano 長野県 niigata,gunma,saitama,yamanashi,shizuoka,aichi,gifu,toyama
gifu 岐阜県 toyama,ishikawa,fukui,nagano,aichi,mie,shiga
shizuoka 静岡県 kanagawa,yamanashi,nagano,aichi
aichi 愛知県 nagano,gifu,shizuoka,mie
mie 三重県 aichi,gifu,shiga,kyoto,nara,wakayama
shiga 滋賀県 fukui,gifu,mie,kyoto
kyoto 京都府 fukui,shiga,mie,nara,osaka,hyogo
osaka 大阪府 kyoto,nara,wakayama,hyogo
hyogo 兵庫県 kyoto,osaka,okayama,tottori,tokushima
nara 奈良県 mie,kyoto,osaka,wakayama
wakayama 和歌山県 mie,nara,osaka
tottori 鳥取県 hyogo,okayama,hiroshima,shimane
shimane 島根県 tottori,hiroshima,yamaguchi
okayama 岡山県 hyogo,tottori,hiroshima,kagawa
hiroshima 広島県 tottori,shimane,okayama,yamaguchi,ehime
yamaguchi 山口県 shimane,hiroshima,fukuoka
tokushima 徳島県 hyogo,kagawa,ehime,kochi
kagawa 香川県 okayama,tokushima,ehime
ehime 愛媛県 hiroshima,tokushima,kagawa,kochi
kochi 高知県 tokushima,ehime
fukuoka 福岡県 yamaguchi,saga,kumamoto,oita
saga 佐賀県 fukuoka,nagasaki
nagasaki 長崎県 saga
kumamoto 熊本県 fukuoka,oita,miyazaki,kagoshima
oita 大分県 fukuoka,kumamoto,miyazaki
miyazaki 宮崎県 oita,kumamoto,kagoshima
kagoshima 鹿児島県 kumamoto,miyazaki
okinawa 沖縄県 -`;

export const prefectures: readonly Prefecture[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [id = '', ja = '', neighbours = '-'] = row.split(' ');
    return { id, ja, neighbours: neighbours === '-' ? [] : neighbours.split(',') };
  });

/** 東京都 is also found as 東京, Tokyo, Tokyo-to and Tokyo Prefecture, with or without long vowels. */
const suffixes = ['', 'to', 'do', 'fu', 'ken', 'pref', 'prefecture', 'metropolis'];
const spelledOut: Readonly<Record<string, string>> = {
  tokyo: 'toukyou',
  kyoto: 'kyouto',
  osaka: 'oosaka',
  hyogo: 'hyougo',
  kochi: 'kouchi',
  oita: 'ooita',
  hokkaido: 'hokkaidou',
  gunma: 'gumma',
};

const idsByName = new Map(
  prefectures.flatMap(({ id, ja }) => [
    [toLookupKey(ja), id] as const,
    [toLookupKey(ja.replace(/(?<!北海)[都道府県]$/u, '')), id] as const,
    ...[id, spelledOut[id] ?? id].flatMap((en) => suffixes.map((suffix) => [`${en}${suffix}`, id] as const)),
  ]),
);
const longVowels: Readonly<Record<string, string>> = { ō: 'o', ū: 'u', ô: 'o', û: 'u' };

/** The id of a prefecture by any of its names or by an address in Japanese that starts with it; null: none. */
export function findPrefectureId(text: string): string | null {
  const key = toLookupKey(text).replaceAll(/[ōūôû]/gu, (mark) => longVowels[mark] ?? mark);
  return idsByName.get(key) ?? prefectures.find(({ ja }) => key.startsWith(ja))?.id ?? null;
}

const neighboursById = new Map(prefectures.map(({ id, neighbours }) => [id, neighbours]));
export const listNeighbours = (id: string): readonly string[] => neighboursById.get(id) ?? [];
