export { toComparisonKey } from './comparison-key.ts';
export { foldVariantKanji } from './fold-variant-kanji.ts';
export { removeInvisible } from './invisible.ts';
export { isPlaceholder, toValue } from './placeholder.ts';
export { toSearchKey, toSearchWords } from './search-key.ts';
