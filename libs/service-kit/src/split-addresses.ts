import { decodeEntities } from './html-entities.ts';
import { maxTextLength, readMailAddress } from './mail-address.ts';

/**
 * The addresses of a field that people fill with several: between commas, semicolons, 、, tabs and line breaks, and between
 * blanks or after a slash where a piece has more than one `@`. Quoted parts stay whole. The field as it came unless every
 * piece can be mailed: `taro,yamada@example.jp` may be one mistyped address, and `yamada@example.jp` another person's.
 */
export function splitAddresses(text: string): string[] {
  if (text.length > maxTextLength) return [text];
  const pieces = splitPieces(decodeEntities(text))
    .flatMap((piece) => (piece.includes('"') ? [piece] : splitPiece(piece)))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  return pieces.every((piece) => readMailAddress(piece) !== null) ? pieces : [text.trim()];
}

/** Between commas, semicolons, 、, tabs and line breaks outside of quotes. For short texts only. */
export const splitPieces = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"|[^;,、；，\t\r\n])+/g) ?? [];

const severalAts = /[@＠].*[@＠]/;
/** A slash before the `@`, and not after a blank, belongs to the address. */
const separator = /\s+(?:[/／|｜]\s*)?|(?<=[@＠][^\s/／|｜@＠]*)[/／|｜]\s*/;

/** A display name with blanks stays with its address in angle brackets. */
function splitPiece(piece: string): string[] {
  if (!severalAts.test(piece)) return [piece];
  return piece.split(/(?<=[>＞])/).flatMap((part) => (severalAts.test(part) ? part.split(separator) : [part]));
}
