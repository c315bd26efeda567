import type { StageKind } from '@goen/contracts/public';

/** In order of precedence: 最終面接 is a final stage before it is an interview. */
const patterns: readonly (readonly [StageKind, RegExp])[] = [
  // Informal meetings, not part of the selection.
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
 * The kind of a stage by its Japanese or English name, in full- or half-width letters; null when the name is unclear. A
 * known stage that is neither documents nor an interview is `other`.
 */
export function toStageKind(name: string | null): StageKind | null {
  const normalized = (name ?? '').normalize('NFKC').toLowerCase().trim();
  return patterns.find(([, pattern]) => pattern.test(normalized))?.[0] ?? null;
}
