import type { SensitiveSubject } from '@goen/contracts/workflow';
import { normalise, toLookupKey } from './normalise.ts';

/**
 * What must not be collected about candidates: 職業安定法 Art. 5-5 with 告示141号 (race, status, 本籍, birthplace,
 * beliefs, union membership, family) and 個人情報保護法 Art. 2(3) (health, sex life, crime). Japanese words match
 * anywhere in a tag, even with separators between their characters; English ones match as whole words.
 */
const sensitivePatterns: readonly { readonly subject: SensitiveSubject; readonly ja: RegExp; readonly en: RegExp }[] = [
  {
    subject: 'origin',
    ja: /本籍|出生地|出身地|生まれ(故郷|の地)|国籍|戸籍|門地|家柄|部落|同和/u,
    en: /\b(place of birth|birth ?place|born in|nationality|citizenship|family register|registered domicile|hometown)\b/u,
  },
  {
    subject: 'race_or_status',
    ja: /人種|民族|社会的身分|カースト|在日(韓国|朝鮮|中国|外国)|ハーフ(です|$)|アイヌ|肌の色/u,
    en: /\b(race|racial|ethnic(ity)?|ethnic origin|skin colou?r|caste|social status|tribe|white person|black person)\b/u,
  },
  {
    subject: 'belief',
    ja: /思想|信条|宗教|信仰|信者|支持政党|政党|党員|人生観|キリスト教|クリスチャン|イスラム教|ムスリム|仏教徒|神道|創価学会|学会員|天理教|統一教会|エホバ|無宗教|自民党|自由民主党|立憲民主|公明党|共産党|日本維新|右翼|左翼/u,
    en: /\b(religio(n|us)|christian(ity)?|catholic|protestant|muslim|islam(ic)?|jewish|judaism|buddhist|buddhism|hindu(ism)?|shinto|atheist|political (party|views?|opinions?|beliefs?)|party member|creed|faith|thoughts and beliefs)\b/u,
  },
  {
    subject: 'union',
    ja: /労働組合|労組|組合員|組合活動|組合加入|学生運動|労働運動|社会運動|市民運動|ストライキ/u,
    en: /\b((labou?r|trade|workers.?) unions?|union (member(ship)?|activit(y|ies)|activist|organi[sz]er)|strike leader)\b/u,
  },
  {
    subject: 'family',
    ja: /家族|配偶者|既婚|未婚|独身(?!寮)|離婚|再婚|結婚(歴|して|の予定|願望|$)|婚姻|扶養|子供(あり|なし|有|無|がい|が\d|の人数|\d)|子ども(あり|なし|有|無|がい)|子持ち|子なし|シングル(マザー|ファザー)|母子家庭|父子家庭|片親|ひとり親|親の職業|両親|続柄|兄弟(構成|あり|なし)|家庭環境|孤児/u,
    en: /\b(family (status|structure|members?|background|composition)|marital status|married|unmarried|divorced?|widow(ed|er)?|spouse|husband|wife|single (parent|mother|father)|has (no )?(children|kids)|no (children|kids)|number of children|dependents|parents.? occupation|orphan)\b/u,
  },
  {
    subject: 'pregnancy',
    ja: /妊娠|妊婦|出産|不妊|産休中|育休中|産前産後|流産/u,
    en: /\b(pregnan(t|cy)|expecting a (baby|child)|maternity leave|miscarriage|infertility|childbirth)\b/u,
  },
  {
    subject: 'sex_life',
    ja: /性的指向|性的嗜好|性自認|性生活|性同一性|同性愛|両性愛|レズビアン|バイセクシュアル|バイセクシャル|トランスジェンダー|lgbt|ゲイ(です|の方|当事者|$)/u,
    en: /\b(sexual (orientation|preference|identity)|sex life|gender identity|gay|lesbian|homosexual|bisexual|transgender|queer|lgbtq?\+?)(?!\w)/u,
  },
  {
    subject: 'health',
    ja: /障害者|障がい|障碍|身体障害|知的障害|精神障害|発達障害|内部障害|聴覚障害|視覚障害|学習障害|適応障害|パニック障害|睡眠障害|障害(あり|なし|有|無|等級|手帳|雇用|$)|病歴|既往|持病|難病|疾患|うつ病|鬱病|双極性|統合失調|アスペルガー|自閉症|adhd|メンタル不調|休職歴|通院|入院(歴|中)|治療中|服薬|健康状態|健康診断結果|hiv|エイズ患者|肝炎|がん(患者|治療|サバイバー)|癌|てんかん|色覚|色盲|遺伝情報|アレルギー体質/u,
    en: /\b(disab(led|ility|ilities)|handicap(ped)?|medical (history|condition)|health (status|condition|history)|chronic (illness|disease)|illness|disease|depress(ion|ed)|bipolar|schizophreni[ac]|autis(m|tic)|adhd|epilep(sy|tic)|hiv|hepatitis|cancer (patient|survivor)|on medication|genetic (data|information)|mental (illness|disorder))\b/u,
  },
  {
    subject: 'crime',
    ja: /前科|前歴|犯罪(歴|者|被害)|逮捕|有罪|服役|受刑|出所者|少年院|保護観察|執行猶予|刑務所/u,
    en: /\b(criminal (record|history|conviction)|convict(ed|ion)?|felon(y)?|arrest(ed)?( record)?|ex-?(offender|convict|con)|prison(er)?|jail(ed)?|crime victim|probation(er)?)\b/u,
  },
];

/** The sensitive subject that a text mentions, or null. Look in the dictionaries first: 障害対応 is a skill. */
export function findSensitiveSubject(text: string): SensitiveSubject | null {
  const compactText = toLookupKey(text);
  const spacedText = normalise(text).replaceAll(/[_\-‐‑–—/・,()]+/gu, ' ');
  return sensitivePatterns.find(({ ja, en }) => ja.test(compactText) || en.test(spacedText))?.subject ?? null;
}
