const katakana = /[ァ-ヶヽヾ]/gu;
const hiraganaOffset = 0x60;
const forms = new Map(
  Array.from(
    'ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけゐいゑえをおぢじづず'.matchAll(/(.)(.)/gu),
    ([, a = '', b = '']) => [a, b],
  ),
);

const vowels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    あ: 'あかさたなはまやらわがざだばぱ',
    い: 'いきしちにひみりぎじびぴ',
    う: 'うくすつぬふむゆるぐずぶぷゔ',
    え: 'えけせてねへめれげぜでべぺ',
    お: 'おこそとのほもよろごぞどぼぽ',
  }).flatMap(([vowel, row]) => Array.from(row, (kana): [string, string] => [kana, vowel])),
);
/** How the vowel of a syllable is written when it is long: タロー, タロウ, タロオ. */
const lengthened: ReadonlyMap<string, string> = new Map([
  ['あ', 'ーあ'],
  ['い', 'ーい'],
  ['う', 'ーう'],
  ['え', 'ーえい'],
  ['お', 'ーおう'],
]);

const iterated = /([ぁ-ゖ])([ゝゞ])/u;

/** ゝ repeats the kana before it without voicing, ゞ with it. */
function expandIterations(kana: string): string {
  let text = kana;
  for (let match = iterated.exec(text); match; match = iterated.exec(text)) {
    const [unvoiced = ''] = (match[1] ?? '').normalize('NFD');
    const repeated = match[2] === 'ゞ' ? `${unvoiced}\u3099`.normalize('NFC') : unvoiced;
    text = text.slice(0, match.index + 1) + repeated + text.slice(match.index + 2);
  }
  return text;
}

/** Long vowels as ー; as many as there are, since おおうち is not おうち. */
function foldLongVowels(kana: string): string {
  let vowel: string | undefined;
  return Array.from(kana, (character) => {
    if (vowel !== undefined && lengthened.get(vowel)?.includes(character)) return 'ー';
    vowel = vowels.get(character);
    return character;
  }).join('');
}

/**
 * The kana of a text, after `toComparisonKey`, in one spelling: hiragana, small kana as full ones (older systems know no
 * others), old kana as those of today, iteration marks written out, long vowels as ー. For comparison only.
 */
export const foldKana = (text: string): string =>
  foldLongVowels(
    expandIterations(
      text.replaceAll(katakana, (character) => String.fromCharCode(character.charCodeAt(0) - hiraganaOffset)),
    ).replaceAll(/[ぁ-ゖ]/gu, (kana) => forms.get(kana) ?? kana),
  );
