const maxTexts = 1_000;
const maxChars = 100;

/**
 * A pure function of a text that remembers its last results for short texts. The rows of a long file repeat dates,
 * statuses, jobs and stages, and several checks ask about the same cell.
 */
export function rememberTexts<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = compute(text);
    if (text.length > maxChars) return result;
    if (known.size >= maxTexts) known.clear();
    known.set(text, result);
    return result;
  };
}
