export { toComparisonKey } from './comparison-key.ts';
export { foldVariantKanji } from './fold-variant-kanji.ts';
export { toSearchKey, toSearchWords } from './search-key.ts';
