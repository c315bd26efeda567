import { FileRefusedError } from '../file-refusal.ts';
import { maxCellChars } from '../limits.ts';

const escapedCharacter = /_x([0-9A-Fa-f]{4})_/g;

/** `_x000D_` is Excel's escape for a character that XML cannot hold. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(escapedCharacter, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Collects the text runs of an `si` or `is` element, without the phonetic readings (`rPh`) of Japanese Excel. */
export function createTextCollector() {
  let text = '';
  let inText = false;
  let inReading = false;
  return {
    open(name: string): void {
      if (name === 't') inText = true;
      else if (name === 'rPh') inReading = true;
    },
    close(name: string): void {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    text(piece: string): void {
      if (!inText || inReading) return;
      text += piece;
      if (text.length > maxCellChars)
        throw new FileRefusedError('row_too_long', `a cell is longer than ${maxCellChars} characters`);
    },
    /** Returns and clears the text. */
    take(): string {
      const collected = unescapeText(text);
      text = '';
      return collected;
    },
  };
}
