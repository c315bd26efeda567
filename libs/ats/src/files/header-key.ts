import { toComparisonKey } from '@goen/contracts/text';

const remark = '(?:必須|任意|必須項目|任意項目|入力必須|必須入力|必ず入力|要入力|required|optional)';
const signs = '[※*★☆●○◎◆■]';
/** 必須スキル is a name of its own: a remark stands in brackets, behind a sign, or is a sign alone. */
const remarks = new RegExp(
  `[(\\[{<【〔〈《「『〖]${signs}?${remark}[)\\]}>】〕〉》」』〗]|${signs}${remark}$|^${remark}${signs}|^${signs}${remark}|^${signs}+|${signs}+$|:$`,
  'gu',
);

/** The key of a column's name without remarks such as "required": 氏名（必須）, ※必須 氏名 and *氏名 are all 氏名. */
export function toHeaderKey(name: string): string {
  const key = toComparisonKey(name);
  return key.replaceAll(remarks, '') || key;
}
