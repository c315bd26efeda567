export { toBareName } from './bare-name.ts';
export { toComparisonKey } from './comparison-key.ts';
export { foldKana } from './fold-kana.ts';
export { foldVariantKanji } from './fold-variant-kanji.ts';
export { dropRepeatedStop, prose } from './full-stop.ts';
export { removeInvisible } from './invisible.ts';
export { isNamePlaceholder, isPlaceholder, toName, toValue } from './placeholder.ts';
export { rememberTexts } from './remember-texts.ts';
export { toSearchKey, toSearchWords } from './search-key.ts';
