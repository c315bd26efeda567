import { toComparisonKey } from '@goen/contracts/text';
import { type CompanySettings } from '@goen/contracts/workflow';

/** What an ATS calls the way in which agencies bring applications; a company can list its own (応募経路). */
const defaultAgencySources = [
  '人材紹介',
  '人材紹介会社',
  '人材紹介サービス',
  '紹介会社',
  '職業紹介',
  '職業紹介会社',
  'エージェント',
  '人材エージェント',
  '転職エージェント',
  'エージェント紹介',
  'ヘッドハンター',
  'ヘッドハンティング',
  'agent',
  'agents',
  'agency',
  'agencies',
  'recruiting agency',
  'recruitment agency',
  'staffing agency',
  'headhunter',
] as const;

/** How the names of agencies, and of what they do, end or contain it: リクルートエージェント, 有料職業紹介. */
const agencyNames = [
  /エージェン(?:ト|シー)(?:サービス|会社|紹介|推薦|応募|から.*|による.*)?$/u,
  /人材紹介(?!以外|なし|ページ|サイト)/u,
  /職業紹介(?!以外|なし|ページ|サイト)/u,
  /(?:転職|人材)?紹介(?:会社|業者|事業者?)$/u,
  /人材(?:派遣)?(?:会社|業者)$/u,
  /リクルートメント(?:株式会社|\(株\))?$/u,
  /ヘッドハン(?:ター|ティング)/u,
  /(?:サーチファーム|エグゼクティブサーチ)$/u,
  /(?:agents?|agency|agencies|headhunters?|headhunting|executivesearch)$/u,
];
/** Employees and the company's own search bring people themselves; these people hear from nobody else. */
const ownSearch = /社員|従業員|友人|知人|縁故|リファラル|ダイレクト|referral|direct|以外|\b(?:no|non|not|without)\b/iu;

/** `人材紹介（株式会社A）`, `エージェント：B社`: the kind of source, then its name. */
const separators = /[\u3000:：/／|｜>＞()（）[\]［］【】・,、;；]+/u;

type AgencySettings = Pick<CompanySettings, 'agencySources' | 'agencyDomains'>;

/** Whether an application came through an agency: by its source, or by an address that is the agency's. */
export function isThroughAgency(
  { source, email }: { readonly source: string | null; readonly email: string | null },
  { agencySources, agencyDomains }: AgencySettings,
): boolean {
  return (source !== null && isAgencySource(source, agencySources)) || (email !== null && isIn(email, agencyDomains));
}

/** By the whole value, or a whole part before or after a separator; by a name like an agency's unless it says otherwise. */
function isAgencySource(source: string, own: readonly string[]): boolean {
  const known = new Set([...defaultAgencySources, ...own].map(toComparisonKey));
  const parts = [source, ...source.split(separators)].map((part) => toComparisonKey(part).replace(/経由$/u, ''));
  if (parts.some((part) => known.has(part))) return true;
  return !ownSearch.test(source.normalize('NFKC')) && parts.some((part) => agencyNames.some((name) => name.test(part)));
}

/** A subdomain is the agency's, too. */
function isIn(email: string, domains: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((listed) => domain === listed || domain.endsWith(`.${listed}`));
}
