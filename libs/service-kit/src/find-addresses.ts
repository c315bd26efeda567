import { decodeEntities } from './html-entities.ts';
import { maxTextLength, readMailAddress } from './mail-address.ts';
import { splitPieces } from './split-addresses.ts';

const atSign = /[@＠]/;
/** With something on both sides, unlike `@taro`. */
const mayBeAddress = /[^\s@＠]\s*[@＠]\s*[^\s@＠]/;
/** Also where Japanese words follow a domain that ends in Latin letters: taro@example.jp様. */
const betweenWords =
  /[\s;,、；，:：<>＜＞()（）[\]「」【】]+|(?<=[@＠][^\s/／|｜@＠]*)[/／|｜]|(?<=[@＠][^\s@＠]*\.[a-z]{2,})(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/iu;
const quotedLocalPart = /^"(?:[^"\\]|\\.)*"\s*[@＠]/;

/**
 * Everything in a text that may be an address, also what cannot be mailed: to suppress and to erase. Never to send, as a
 * part of a mistyped address may be another person's (`splitAddresses`).
 */
export function findAddressesInText(text: string): string[] {
  if (!atSign.test(text)) return [];
  const pieces = text.length <= maxTextLength ? splitPieces(decodeEntities(text)) : text.split(/[\s;,、；，]+/);
  return pieces.filter((piece) => piece.length <= maxTextLength && mayBeAddress.test(piece)).flatMap(findInPiece);
}

function findInPiece(piece: string): string[] {
  // Spreadsheets guard a text with an apostrophe.
  const bare = piece.trim().replace(/^['’]+/, '');
  const whole = readMailAddress(bare);
  if (whole !== null) return [whole.address];
  const words = piece.split(betweenWords).map(unwrap);
  // Beside an address, a word such as `bad@my_host` is another; alone it may have lost its other words.
  if (words.some((word) => readMailAddress(word) !== null))
    return words.filter((word) => mayBeAddress.test(word)).map((word) => readMailAddress(word)?.address ?? word);
  return [quotedLocalPart.test(bare) ? bare : unwrap(bare)];
}

/** Without quotes around it, also when one of them is missing. */
const unwrap = (word: string): string => word.trim().replaceAll(/^[='"’”“‘]+|['"’”“‘]+$/g, '');
