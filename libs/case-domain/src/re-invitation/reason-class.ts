import { toComparisonKey } from '@goen/contracts/text';
import type { ReasonClass, ReasonOfClass } from '@goen/contracts/workflow';

/** Of comparison keys, which have no blanks. The first rule that finds one of its words counts, so the more specific ones come first. */
const rules: readonly (readonly [ReasonClass, RegExp])[] = [
  [
    'position_filled',
    /採用枠|充足|定員|募集終了|募集停止|ポジションクローズ|他候補|他の候補|別の候補|position(?:hasbeen|was|is)?(?:filled|closed)|headcount|anothercandidate|hiredother|requisition/,
  ],
  ['timing', /時期|タイミング|入社日|着任|在留|ビザ|timing|startdate|availability|noticeperiod|visa/],
  [
    'conditions',
    /条件|年収|給与|報酬|勤務地|通勤|転勤|リモート|働き方|勤務時間|雇用形態|salary|compensation|location|relocat|remote|workinghours/,
  ],
  [
    'experience',
    /経験|年数|実績|キャリア|マネジメント|experience|seniority|toojunior|toosenior|overqualified|trackrecord/,
  ],
  [
    'skills',
    /スキル|技術|能力|専門|知識|語学|英語|日本語力|資格|コーディング|課題|skill|technical|coding|assessment|language|qualif|knowledge/,
  ],
  [
    'culture',
    /カルチャー|文化|価値観|志向|人物|社風|相性|コミュニケーション|culture|values|fit$|communication|motivation|志望/,
  ],
];

/**
 * Classifies a reason: as the company's own list says, else by its words, in Japanese or English. For sorting and filtering
 * only: nothing is decided by it.
 */
export function classifyReason(reason: string | null | undefined, list: readonly ReasonOfClass[] = []): ReasonClass {
  const key = toComparisonKey(reason ?? '');
  if (key === '') return 'none';
  const listed = list.find((entry) => toComparisonKey(entry.reason) === key);
  if (listed) return listed.class;
  return rules.find(([, words]) => words.test(key))?.[0] ?? 'other';
}
