import { toComparisonKey } from './comparison-key.ts';

/** What systems and people write into a field that has no value, by comparison key. Real names (NA, Nil, Blank) stay. */
const placeholders: ReadonlySet<string> = new Set(
  [
    'null undefined none n/a #n/a unknown notprovided notavailable notapplicable notset empty tbd objectobject',
    '#ref! #value! #name? #null! #div/0! #num!',
    'なし 無し 無 ナシ 特になし 該当なし 不明 名称不明 氏名不明 匿名 非公開 空欄 空白',
    '未入力 未設定 未登録 未記入 未回答 未定 未選択',
  ].flatMap((line) => line.split(' ')),
);
const brackets = /^[([{<【〔〈《「『-]+|[)\]}>】〕〉》」』-]+$/g;

/** A merge field that the sending system did not fill: `${Last Name}`, `{{name}}`, `%NAME%`, `<%= name %>`, … */
const mergeField = /^(?:[$#@]?\{+[^{}]*\}+|%+[\w.]+%+|<%.*%>|\[\[.*\]\]|\*\|.*\|\*|<<.*>>|«.*»|\$\([^()]*\))$/s;

/** Without a letter or digit there is nothing to read; people type ー and 〇 as dashes and circles. */
const unreadable = /^[^\p{L}\p{N}]*$/u;

/** No placeholder is longer. */
const maxLength = 200;

/** Whether a text stands for "no value": by itself, never as a part of it. */
export function isPlaceholder(text: string): boolean {
  if (text.length > maxLength) return text.trim() === '';
  const key = toComparisonKey(text);
  return (
    unreadable.test(key.replaceAll(/[ー〇]/g, '')) ||
    placeholders.has(key.replaceAll(brackets, '')) ||
    mergeField.test(key)
  );
}

/** The text as it came, trimmed; null when it is a placeholder or shows nothing. */
export const toValue = (text: string | null | undefined): string | null =>
  text === null || text === undefined || isPlaceholder(text) ? null : text.trim();
