/** An entry of a dictionary: its id, its main names, and in `names` all names by which it is found. */
export type TagEntry = {
  readonly id: string;
  readonly ja: string;
  readonly en: string;
  readonly names: readonly string[];
};

/** Parses lines of `id; 日本語; English; synonym, synonym`. Without an English name the Japanese name serves as both. */
export function parseTagTable(text: string): readonly TagEntry[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', ja = '', en = '', synonyms = ''] = line.split(';').map((cell) => cell.trim());
      const names = synonyms.split(',').map((name) => name.trim());
      return { id, ja, en: en || ja, names: [id, ja, en, ...names].filter((name) => name !== '') };
    });
}
