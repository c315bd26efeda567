import { expect, test } from 'vitest';
import { toBareName } from './bare-name.ts';
import { toName } from './placeholder.ts';

/** Names of real people; the first lines are common ones, the others resemble placeholders, titles or readings. */
const names = `
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川
山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田
中川 松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田
丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 佐野 木下 野村 松尾 菊地 市川 杉本 古川 大西
島田 水野 桜井 高野 渡部 吉川 山内 西田 菊池 飯田 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 服部 東 岩田 土屋 川崎 福島
本田 辻 樋口 秋山 永井 山中 田口 中西 大橋 吉村 川村 松岡 馬場 浅野 荒木 大久保 野田 小沢 川上 熊谷 岩本 星野 矢野 大島 須藤 望月
美咲 翔太 大輔 陽子 直樹 由紀 健 蓮 葵 結衣 陽菜 さくら ひなた めい 凛 悠真 湊 樹 陽翔 朝陽 蒼 律 大翔 碧 芽依 紬 詩 莉子 心春 杏
空 無量 無着 無敵 名 名嘉 名取 名倉 名越 名無 名字 不破 未央 未来 未定男 無二 一 二 三 〇 零 姓農 梨 中無 虚空 空閑 空也 月見里 四月一日 小鳥遊
鵜殿 御殿 湯殿 国氏 様 様似 先生田 君 昭君 王君 あさま いさま ささま さん りん じゅん くん みお つくし まさみ おさむ しの うた
ハッサン アル・ハッサン オサマ ウサマ ビン・オサマ スーサン キム・サン 金サンウ グエン・バオ・チャン チャン・ティ・ラン ファム・クン ジャッキー・チェン レ・ヴァン・サン マー・サン
ジョン・スミス マリア アンナ＝マリア 田中マルクス闘莉王 ラモス瑠偉 グエン・ヴァン・クン
王 李 張 劉 陳 楊 趙 黄 周 呉 孫 胡 朱 高 林 何 郭 馬 羅 梁 宋 鄭 謝 韓 唐 馮 于 董 蕭 程 曹 袁 鄧 許 傅 沈 曾 彭 呂 蘇 盧 蔣 蔡
김민준 이서연 สมชาย Нгуен Иванов Αλέξανδρος שרה محمد ආරියරත්න
Na Nan NAN Nil Blank Nullan Nonet Ana Job Name Title True Test Empson Unkel Void Ng O Y Wu Xu Xx Io Yi Li Day Null-Smith
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez O'Brien D'Angelo Anne-Marie García Müller Łukasz Ngô Nguyễn
Mrozek Msimang Drake Drew Professor Profumo Missy Missoni Mxolisi Dragana Mruk Drogba Drs Sansan Kunchan Yong-san Ji-chan Dae-kun
`
  .trim()
  .split(/\s+/u);
const wholeNames = [
  '山田 名',
  '金 サン',
  'Kim San',
  'Aung San',
  'Nan Khin',
  'Jackie Chan',
  'Bruce Lee',
  'Lee Ji-chan',
  'Li Na',
  'Jennifer Null Smith',
  'Job van den Berg',
  'Miss',
  'Mr',
  'グエン バオ チャン',
  'キム クン',
  'ビン オサマ',
  '山田 カルロス エンリケ',
  '佐々木 ミサキ',
  '佐藤 さん太',
  '鵜殿 長照',
  '梨 花',
  '山田（旧姓佐藤）花子',
  'やまだ（たろう）',
  '田中 マリア カルロス シルバ',
];

test.each([...new Set(names)].filter((name) => name !== '様' && name !== '〇'))('%s is a name', (name) => {
  expect(toName(name)).toBe(name);
  expect(toBareName(name)).toBe(name);
});

test.each(wholeNames)('%s is a name', (name) => {
  expect([toName(name), toBareName(name)]).toEqual([name, name]);
});
