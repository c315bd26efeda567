import type { SensitiveSubject } from '@goen/contracts/workflow';
import { normalise, toLookupKey } from './normalise.ts';

/**
 * What must not be collected about candidates: 職業安定法 Art. 5-5 with 告示141号 (race, status, 本籍, birthplace,
 * beliefs, union membership, family) and 個人情報保護法 Art. 2(3) (health, sex life, crime). Japanese words match
 * anywhere in a tag, even with separators between their characters; English ones match as whole words. The lookup key
 * has no long vowel at the end of a word.
 */
const sensitivePatterns: readonly { readonly subject: SensitiveSubject; readonly ja: RegExp; readonly en: RegExp }[] = [
  {
    subject: 'origin',
    ja: /本籍|出生地|出身地|生まれ(故郷|の地)|(?<!多)国籍(?!料理|企業|チーム)|戸籍|門地|家柄|部落|同和(?!鉱業|火災|薬品)/u,
    en: /\b(place of birth|birth ?place|born in|nationality|citizenship|family register|registered domicile|hometown)\b/u,
  },
  {
    subject: 'race_or_status',
    ja: /人種|民族(?!学|音楽|楽器|舞踊|衣装|料理)|社会的身分|(?<!フォア|フォー)カースト|在日(韓国|朝鮮|中国|外国)|ハーフ(です|$)|アイヌ(?!語|文化|料理|文様)|肌の色/u,
    en: /\b((?<!data |rat |arms |horse |boat |motor |bike )race(?! (conditions?|engineer(ing)?|detect(or|ion)|track|car|director|planning|results?))|racial|ethnic(ity)?(?! (food|cuisine|restaurants?|fashion|goods))|skin colou?r|caste|social status|tribe(?! (lead|leads|leader|model))|white person|black person)\b/u,
  },
  {
    subject: 'belief',
    ja: /(?<!設計|デザイン|経営|開発|基本)思想(?!史)|信条|宗教(?!学|法人|建築|美術|史)|信仰|信者|支持政党|政党|党員|人生観|キリスト教|クリスチャン|イスラム教|ムスリム(?!対応|フレンドリ|向け)|仏教徒|神道|創価学会|^学会員|天理教|統一教会|エホバ|無宗教|自民党|自由民主党|立憲民主|公明党|共産党|日本維新|右翼|左翼/u,
    en: /\b(religio(n|us)|christian(ity)?|catholic(?! (school|university))|protestant|muslim(?! friendly)|islam(ic)?(?! (finance|banking|art))|jewish|judaism|buddhist|buddhism|hindu(ism)?|shinto|atheist|political (party|views?|opinions?|beliefs?)|party member|creed|(?<!good )faith|thoughts and beliefs)\b/u,
  },
  {
    subject: 'union',
    ja: /労働組合|労組|組合員|組合活動|組合加入|学生運動|労働運動|社会運動|市民運動|ストライキ/u,
    en: /\b((labou?r|trade|workers.?) unions?|union (member(ship)?|activit(y|ies)|activist|organi[sz]er)|strike leader)\b/u,
  },
  {
    subject: 'family',
    ja: /家族(?!信託|法|療法|看護|葬|経営|向け|会員|旅行|写真|介護|ケア|滞在ビザ)|配偶者(?!控除|ビザ)|既婚|未婚|独身(?!寮)|離婚(?!調停|訴訟|案件|事件)|再婚|結婚(歴|して|の予定|願望|$)|婚姻|扶養(?!控除|手続)|子供(あり|なし|有|無|がい|が\d|の人数|\d)|子ども(あり|なし|有|無|がい)|子持ち|子なし|シングル(マザー?|ファザー?)|母子家庭|父子家庭|片親|ひとり親|親の職業|両親|続柄|兄弟(構成|あり|なし)|家庭環境|孤児(?!院)/u,
    en: /\b(family (status|structure|members?|background|composition)|marital status|married|unmarried|divorced?|widow(ed|er)?|spouse(?! visas?)|husband|wife|single (parent|mother|father)|has (no )?(children|kids)|no (children|kids)|number of children|(?<!npm |package )dependents|parents.? occupation|orphan(?! (drugs?|pages?|process(es)?|records?)))\b/u,
  },
  {
    subject: 'pregnancy',
    ja: /妊娠|妊婦(?!健診|ケア|食)|出産|不妊|産休中|育休中|産前産後|流産/u,
    en: /\b(pregnan(t|cy)|expecting a (baby|child)|maternity leave|miscarriage|infertility|childbirth)\b/u,
  },
  {
    subject: 'sex_life',
    ja: /性的指向|性的嗜好|性自認|性生活|性同一性|同性愛|両性愛|レズビアン|バイセクシュアル|バイセクシャル|トランスジェンダー?|lgbt|ゲイ(です|の方|当事者|$)/u,
    en: /\b(sexual (orientation|preference|identity)|sex life|gender identity|gay|lesbian|homosexual|bisexual|transgender|queer|lgbtq?\+?)(?!\w)/u,
  },
  {
    subject: 'health',
    ja: /障害者|障がい|障碍|身体障害|知的障害|精神障害|発達障害|内部障害|聴覚障害|視覚障害|学習障害|適応障害|パニック障害|睡眠障害|障害(あり|なし|有(?!無)|無|等級|手帳|雇用)|(?<!システム|ネットワーク|通信|サーバー?|回線|機器|設備|重大|本番|アプリ|インフラ|ソフトウェア|ハードウェア|db|データベース|電波|大規模)障害$|病歴|既往|持病|難病|疾患(?!領域|啓発|モデル|解析|動物|ゲノム|バイオ|レジストリ|研究|治療薬)|うつ病|鬱病|双極性|統合失調|アスペルガー?|自閉症|adhd|メンタル不調|休職歴|通院(?!介助|同行|送迎)|入院(歴|中)|治療中|服薬(?!指導|管理|情報)|健康状態|健康診断結果|hiv|エイズ患者|肝炎|がん(患者|治療(?!薬|領域)|サバイバー?)|癌(?!領域|免疫|ゲノム|治療薬)|(?<!抗)てんかん|色覚(?!バリアフリ|ユニバーサル)|色盲|遺伝情報(?!解析|学|科学)|アレルギー体質/u,
    en: /\b(disab(led|ility|ilities)|handicap(ped)?|medical (history|condition)|health (status|condition|history)(?! (monitoring|checks?|pages?|api|endpoints?))|chronic (illness|disease)|illness|disease(?! (models?|modell?ing|control|area))|depress(ion|ed)|bipolar(?! (transistors?|junction|devices?|plates?|process))|schizophreni[ac]|autis(m|tic)|adhd|epilep(sy|tic)|hiv|hepatitis|cancer (patient|survivor)|on medication|genetic (data|information)(?! (analysis|science|engineering|systems?|modelling|modeling))|mental (illness|disorder))\b/u,
  },
  {
    subject: 'crime',
    ja: /前科|前歴|犯罪(歴|者|被害)|逮捕|有罪|服役|受刑|出所者|少年院(?!教官)|保護観察(?!官)|執行猶予|刑務所/u,
    en: /\b(criminal (record|history|conviction)|convict(ed)?|(?<!by )conviction(?! rate)|felon(y)?|(?<!surge )arrest(ed)?( record)?|ex-?(offender|convict|con)|prison(er)?(?! s dilemma|.s dilemma)|(?<!freebsd )jail(ed)?|crime victim|probation(er)?(?! (officers?|period)))\b/u,
  },
];

/** Work with a subject is a skill and says nothing about the person: 障害者支援, 犯罪被害者支援, rare disease research. */
const work = {
  ja: /(対応|支援|サポート|研究|開発|企画|領域|管理|指導|介助|相談|手続き?|申請|法務|会計|実務|事務|看護|ケア|教育|研修|啓発|解析|分析|調査|報道|営業|施設|事業|福祉|設計|防止|予防|弁護|カウンセリング|コンサルティング|アドバイザー?)(経験|業務|担当)?(者|士|師|員|職員|官|スタッフ)?$|担当者?$/u,
  en: /\b(support|research(er)?|development|management|care|nurs(e|ing)|counsell?(ing|or)|law(yer)?|studies|analysis|analyst|prevention|training|education|specialist|attorney|clinical trials?|advoca(te|cy)|software|systems?|consult(ing|ant)|hiring|recruit(ing|ment)|programs?|coordinator|therap(y|ist)|sales)$/u,
};

/** What nobody overrules: statements about the person, whatever stands beside them. A subject alone or with a value is one. */
const statements = {
  ja: /本籍|出生地|出身地|部落(出身|民)|社会的身分|支持政党|党員|信者|労働組合員|組合加入|未婚|既婚|独身(?!寮)|離婚歴|再婚|配偶者(あり|なし|有|無)|子(供|ども)?(あり|なし|有|無|持ち)|家族構成|家庭環境|妊娠中|産休中|育休中|性的(指向|嗜好)|性自認|障害者?手帳|障害(あり|なし|有(?!無)|等級)|病歴|既往|持病|休職歴|通院(中|歴)|入院(歴|中)|治療中|服薬中|陽性|前科|前歴|逮捕歴|犯罪歴|服役/u,
  en: /\b(place of birth|birth ?place|born in|registered domicile|marital status|(un)?married|divorced|has (no )?(children|kids)|pregnant|political (party|views?|opinions?|beliefs?)|union member(ship)?|sexual orientation|on medication|hiv positive|criminal record|ex-?convict)\b/u,
};

/** Endings and words by which a text that is not the name of work says that somebody is or has it. */
const personal = {
  ja: /(あり|なし|有り|無し|有|(?<!有)無|持ち|です|である|だった|している|してる|された|がある|予定|中|歴|者|異常|民族|当事者|サバイバー?|扶養家族|党支持|(韓国|朝鮮|中国|外国)(人|籍)|(学会|党|組合|役)員|(双極性|統合失調|摂食|適応|パニック|睡眠|学習|発達|精神|身体|知的|聴覚|視覚)(障害|症|障害グレー?(ゾーン)?)|障害者?\d級)$/u,
  en: /\b(i am|i'm|i was|i have|my|husband|wife|widow(ed|er)?|disabled)\b|\b(disorder|patient|survivor|person)$/u,
};

export type SensitiveFinding = {
  readonly subject: SensitiveSubject;
  /** No company can overrule it. */
  readonly isFinal: boolean;
};

/**
 * The sensitive subject that a text mentions, or null. It may be wrong about the name of a skill (循環器疾患), which a
 * company can overrule by its exact text unless the text is a statement about a person.
 */
export function findSensitiveSubject(text: string): SensitiveFinding | null {
  const compactText = toLookupKey(text);
  const spacedText = normalise(text).replaceAll(/[_\-‐‑–—/・,()]+/gu, ' ');
  const texts = { ja: compactText, en: spacedText };
  const isStatement = statements.ja.test(compactText) || statements.en.test(spacedText);
  const isWork = work.ja.test(compactText) || work.en.test(spacedText);
  for (const { subject, ...patterns } of sensitivePatterns) {
    for (const language of ['ja', 'en'] as const) {
      const match = patterns[language].exec(texts[language])?.[0];
      if (match === undefined) continue;
      const isBare = match === texts[language] || texts[language].includes(`${match}:`);
      const isFinal = isStatement || isBare || (!isWork && personal[language].test(texts[language]));
      if (isFinal || !isWork) return { subject, isFinal };
    }
  }
  return null;
}
