/** Whose name it is, in merge fields such as `Candidates.First Name`. */
const owners =
  '(?:please|insert|enter|your|the|my|candidates?|applicants?|contacts?|persons?|people|users?|recipients?|customers?|leads?|prospects?|employees?|members?|jobseekers?|jobopenings?|jobs?|positions?|postings?|applications?)*';
const latinField = new RegExp(
  `^${owners}(?:(?:first|last|family|given|middle|full|sur|fore|user|nick|display|preferred|legal|company|account|client)?name|[fl]name|title|job|position|role|salutation)(?:ka(?:na|nji)|furigana|romaji|here)?$`,
);
const japaneseFields = [
  /^(?:(?:候補者|応募者|求職者|ご?本人)の?)?(?:お?名前|ご?氏名|姓名?|苗字|フルネーム|フリガナ|ふりがな)(?:姓|名|漢字|カナ|かな|フリガナ|ふりがな|セイ|メイ|英字|ローマ字)*(?:様|さま)?$/u,
  /^ご?(?:候補者|応募者|求職者)(?:名|様)?$/u,
  /^(?:求人|募集|応募)?(?:職種|ポジション|求人)(?:名|タイトル)?$/u,
  /^(?:会社|企業)名$/u,
];
/** Names of fields that are nobody's name and no job; Job and Name are names of people. */
const bareLatinField =
  /^(?:(?:your|candidate|applicant|contact)?(?:first|last|family|given|middle|full)name(?:ka(?:na|nji))?)+$|^(?:your|candidate|applicant|contact)name$|^surname$|^[fl]name$|^(?:job|position)title$|^(?:job|position)name$/;

const toWords = (key: string): string => key.replaceAll(/[^\p{L}\p{N}]/gu, '');
const isJapaneseField = (words: string): boolean => japaneseFields.some((field) => field.test(words));

/** Whether a comparison key, within the marks of a merge field, is the name of a field of a person or a job. */
export const isFieldName = (key: string): boolean => latinField.test(toWords(key)) || isJapaneseField(toWords(key));

/** Whether it is one without any mark: a header that was taken for the value. 名 alone can be a name. */
export const isBareFieldName = (key: string): boolean =>
  bareLatinField.test(toWords(key)) || isJapaneseField(toWords(key));
