import { toComparisonKey } from './comparison-key.ts';
import { foldKana } from './fold-kana.ts';

/** A letter in half or full width. */
const toWide = (word: string): string =>
  Array.from(word, (letter) => `[${letter}${String.fromCharCode(letter.charCodeAt(0) + 0xfee0)}]`).join('');
const titles = ['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr', 'Prof'].map(toWide).join('|');
const leadingTitle = new RegExp(`^(?:${titles})(?:[.．]\\s*|\\s+)`, 'iu');

/**
 * What people add to a name in its field. 殿 and 氏 end family names too (鵜殿), さん and さま given names (あさま), サン,
 * サマ and チャン foreign ones (ハッサン, オサマ, グエン チャン).
 */
const honorifics = [
  leadingTitle,
  /[\s([{（［【]*(?:様|樣|御中|先生|各位)[\s)\]}）］】]*$/u,
  /(?<=[^\p{sc=Hiragana}ー]|\S{2})\s*(?:さま|さん)$/u,
  /(?<=\S)\s*(?:くん|ちゃん)$/u,
  /(?<=\p{sc=Han})(?:サマ|サン|クン|チャン|どの)$/u,
  /(?<=[\p{sc=Han}\p{sc=Hiragana}ァ-ヶー])\s*(?:ｻﾏ|ｻﾝ|ｸﾝ|ﾁｬﾝ|ﾄﾞﾉ)$/u,
  /(?<=[\p{sc=Katakana}ーｰﾞﾟ]{3})(?:サマ|ｻﾏ)$/u,
  /(?<=\S{2})(?:殿|氏)$|\s(?:殿|氏)$/u,
];

const removeHonorifics = (name: string): string =>
  honorifics.reduce((text, pattern) => text.replace(pattern, ''), name).trim();

const bracketed =
  /\s*[([{（［｛【〔〈《「『<＜]([^()[\]{}（）［］｛｝【】〔〕〈〉《》「」『』<>＜＞]*)[)\]}）］｝】〕〉》」』>＞]/gu;
const kanaOnly = /^[\p{sc=Hiragana}\p{sc=Katakana}ーｰﾞﾟ・･\s-]+$/u;
const latinOnly = /^[\p{sc=Latin}\p{M}.,'’\s-]{2,}$/u;
const hasKanji = (text: string): boolean => /\p{sc=Han}/u.test(text);

/** Whether the text only says how the name is read: `ヤマダタロウ`, or `Taro Yamada` beside kanji. */
function isReadingOf(name: string, added: string): boolean {
  const text = removeHonorifics(added);
  if (text.trim() === '' || name.trim() === '') return false;
  if (latinOnly.test(text)) return hasKanji(name);
  if (!kanaOnly.test(text)) return false;
  return /[\p{sc=Han}\p{sc=Latin}]/u.test(name) || toReading(name) === toReading(text);
}
const toReading = (text: string): string => foldKana(toComparisonKey(text)).replaceAll(/\p{P}/gu, '');

/** `山田【ヤマダ】太郎`, `山田 太郎（やまだ たろう）` */
function removeBracketedReadings(name: string): string {
  const rest = name.replaceAll(bracketed, '');
  return name.replaceAll(bracketed, (whole: string, content: string) => (isReadingOf(rest, content) ? '' : whole));
}

/** `山田太郎 / ヤマダタロウ`, in either order; `山田 太郎 ヤマダ タロウ` */
function removeReadingBeside(name: string): string {
  const [first = '', second = '', ...others] = name.split(/\s*[/／|｜]\s*/u);
  if (second !== '' && others.length === 0) {
    if (isReadingOf(first, second)) return first;
    if (isReadingOf(second, first)) return second;
  }
  const words = name.split(/\s+/u);
  const [written, reading] = [words.slice(0, 2), words.slice(2)];
  const isDoubled = words.length === 4 && written.every(hasKanji) && reading.every((word) => kanaOnly.test(word));
  return isDoubled ? written.join(' ') : name;
}

/** The name without titles and readings, so that 様 never stands twice; empty when there is nothing else. */
export function toBareName(name: string): string {
  const withoutReading = removeReadingBeside(removeBracketedReadings(name.trim()).trim());
  const bare = removeHonorifics(withoutReading);
  return bare === name ? name : toBareName(bare);
}
