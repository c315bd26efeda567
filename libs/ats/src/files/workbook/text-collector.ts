const escapedCharacter = /_x([0-9A-Fa-f]{4})_/g;

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
      if (inText && !inReading) text += piece;
    },
    /** Returns and clears the text. `_x000D_` is Excel's escape for a character that XML cannot hold. */
    take(): string {
      const collected = text.includes('_x')
        ? text.replaceAll(escapedCharacter, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        : text;
      text = '';
      return collected;
    },
  };
}
