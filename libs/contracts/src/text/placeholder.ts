import { toComparisonKey } from './comparison-key.ts';
import { isBareFieldName, isFieldName } from './field-name.ts';
import { rememberTexts } from './remember-texts.ts';

/** What systems and people write into a field that has no value, by comparison key. Real names (NA, Nil, Blank) stay. */
const placeholders = toSet(
  'null undefined none n/a #n/a n.a. n.a unknown notprovided notavailable notapplicable notset notspecified unspecified',
  'empty nodata novalue tbd objectobject invaliddate loading... pleaseselect &nbsp;',
  '#ref! #value! #name? #null! #div/0! #num! #calc! #spill! #field! #busy! #error! #unknown! #getting_data',
  'なし 無し 無 ナシ 特になし 該当なし 不明 名称不明 氏名不明 不詳 匿名 匿名希望 非公開 非表示 空欄 空白 空文字',
  '未入力 未設定 未登録 未記入 未記載 未回答 未定 未選択 未指定 未取得 未確認 選択してください 選択なし 指定なし',
  '記載なし 入力なし 登録なし 回答なし データなし データ無し',
);
/** No value only in brackets: they are names of people, too. */
const bracketedPlaceholders = toSet('空 blank nil na nan 名 セイ メイ 無名');
/** No value as the name of a person or a job. */
const namePlaceholders = toSet(
  'false unnamed noname untitled anonymous anonymized anonymised redacted deleted',
  '名無し 名なし 名無しさん ななし 名前なし 名前無し 氏名なし 氏名無し 名前未登録 氏名未登録 氏名未入力 名称未設定 無記名 無題',
  '削除済み 削除済 退会済み 退会済',
);
const opening = /^[([{<【〔〈《「『-]+/;
const closing = /[)\]}>】〕〉》」』-]+$/;

/** A merge field that the sending system did not fill: `${Last Name}`, `{{name}}`, `%NAME%`, `#LastName#`, … */
const mergeField =
  /^(?:[$#@!]?\{+[^{}]*\}+|%+[^%]+%+|#+[^#]+#+|\$+[^$]+\$+|@+[^@]+@+|<%.*%>|\[\[.*\]\]|\[%.*%\]|\*\|.*\|\*|<<.*>>|«.*»|\$\([^()]*\))$/s;
/** Marks around or before the name of a field: `[Last Name]`, `__LAST_NAME__`, `$lastName`. */
const markedField = /^(?:[[<【〔〈《「『(~|_!*^&-].*[\]>】〕〉》」』)~|_!*^&-]|[$@:&#%!].*)$/s;

/** Without a letter or digit there is nothing to read; people type ー and 〇 as dashes and circles. */
const unreadable = /^[^\p{L}\p{N}]*$/u;
/** What a formula makes of an empty cell. */
const zero = /^0+(?:\.0+)?$/;
const masked = /^x{3,}$/;

/** No placeholder is longer. */
const maxLength = 200;

/** Whether a text stands for "no value": by itself, never as a part of it. */
export const isPlaceholder = rememberTexts((text) => isNothing(text, isPlaceholderKey));

/** Whether it is none of a person or a job, where the name of the field (氏名, First Name) is no value either. */
export const isNamePlaceholder = rememberTexts((text) => isNothing(text, isNamePlaceholderKey));

function isNothing(text: string, isNothingByKey: (key: string) => boolean): boolean {
  if (text.length > maxLength) return text.trim() === '';
  // Several fields were put together: `null null`, `姓 名`.
  const isEach = (words: readonly string[]) => words.length > 1 && words.every((word) => isNothingByKey(word));
  return (
    isExactNaN(text) || isNothingByKey(toComparisonKey(text)) || isEach(text.trim().split(/\s+/u).map(toComparisonKey))
  );
}

/** What programs write; Nan is a name. */
const isExactNaN = (text: string): boolean => /^\s*NaN(?:\s+NaN)*\s*$/.test(text.normalize('NFKC'));

function isPlaceholderKey(key: string): boolean {
  const bare = key.replace(opening, '').replace(closing, '');
  return (
    unreadable.test(key.replaceAll(/[ー〇]/g, '')) ||
    placeholders.has(bare) ||
    placeholders.has(key) ||
    (bare !== key && bracketedPlaceholders.has(bare)) ||
    mergeField.test(key) ||
    (markedField.test(key) && isFieldName(key))
  );
}

const isNamePlaceholderKey = (key: string): boolean =>
  isPlaceholderKey(key) ||
  namePlaceholders.has(key.replace(opening, '').replace(closing, '')) ||
  isBareFieldName(key) ||
  zero.test(key) ||
  masked.test(key);

/** The text as it came, trimmed; null when it is a placeholder or shows nothing. */
export const toValue = (text: string | null | undefined): string | null =>
  text === null || text === undefined || isPlaceholder(text) ? null : text.trim();

/** The name of a person or a job as it came, trimmed; null when it is none. */
export const toName = (text: string | null | undefined): string | null =>
  text === null || text === undefined || isNamePlaceholder(text) ? null : text.trim();

function toSet(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
