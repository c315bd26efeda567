/** What people add to a name in its field. 殿 and 氏 end family names too (鵜殿), さん and さま given names. */
const honorifics = [
  /[\s(（]*(?:様|樣|御中|先生|各位)[\s)）]*$/u,
  /(?<=[^\p{sc=Hiragana}ー])\s*(?:さま|サマ|ｻﾏ|さん)$/u,
  /(?<=\S{2})(?:殿|氏)$|\s(?:殿|氏)$/u,
];
/** 山田 太郎（やまだ たろう） */
const reading = /\s*[(（][\p{sc=Hiragana}\p{sc=Katakana}ー・\s\u3000]+[)）]$/u;

/** The name without titles and a reading in brackets, so that 様 never stands twice; empty when there is nothing else. */
export function removeHonorifics(name: string): string {
  const shorter = [reading, ...honorifics].reduce((text, pattern) => text.replace(pattern, ''), name).trim();
  return shorter === name ? name : removeHonorifics(shorter);
}
