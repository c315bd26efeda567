const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** Gathers the text of an `si` or `is`: its runs, and not the readings (`rPh`) that Japanese Excel keeps beside them. */
export function textReader() {
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
    /** What was gathered since the last time; `_x000D_` is how Excel writes a letter that XML can't hold. */
    take(): string {
      const taken = text.includes('_x')
        ? text.replaceAll(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        : text;
      text = '';
      return taken;
    },
  };
}
