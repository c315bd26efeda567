import type { StageKind } from '@goen/contracts/public';

/** The first that is found in a name tells its kind: 最終面接 is a final stage before it is an interview. */
const kinds: readonly (readonly [StageKind, RegExp])[] = [
  // It gives information, and selects nobody.
  ['other', /カジュアル|説明会|懇親|\bcasual\b|\bcoffee\b|\binfo(?:rmation)? session\b/],
  ['final', /最終|内定|内々定|オファー|\bfinal\b|\blast interview\b|\boffer/],
  ['interview', /面接|面談|インタビュー|\binterview|\b(?:phone|recruiter) screen|\bon-?site\b|\bface to face\b/],
  [
    'documents',
    /書類|履歴書|経歴書|レジュメ|エントリー|応募|^entry$|\bdocuments?\b|\br[eé]sum[eé]s?\b|\bcvs?\b|\bapplication|^applied$/,
  ],
  ['other', /検査|テスト|試験|課題|ディスカッション|リファレンス|選考|\bspi|\btests?\b|\bassessment\b|\bassignment\b/],
];

/**
 * The kind of a stage by its Japanese or English name, whatever the width of its letters; null when the name does not
 * tell. A stage that is known, and is neither documents nor an interview, is `other`.
 */
export function toStageKind(name: string | null): StageKind | null {
  const plain = (name ?? '').normalize('NFKC').toLowerCase().trim();
  return kinds.find(([, words]) => words.test(plain))?.[0] ?? null;
}
