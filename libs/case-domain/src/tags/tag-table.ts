/** One entry of a dictionary: an id, what it is called, and every name that it is found by. */
export type TagEntry = {
  readonly id: string;
  readonly ja: string;
  readonly en: string;
  readonly names: readonly string[];
};

/** Reads `id; 日本語; English; other names, by commas` a line. Without the English the Japanese name is both. */
export function tagTable(text: string): readonly TagEntry[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', ja = '', en = '', others = ''] = line.split(';').map((cell) => cell.trim());
      const names = others.split(',').map((name) => name.trim());
      return { id, ja, en: en || ja, names: [id, ja, en, ...names].filter((name) => name !== '') };
    });
}
