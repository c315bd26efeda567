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

/** The whole value, or the whole part before or after a separator: 社員紹介 is no 紹介. */
function isAgencySource(source: string, own: readonly string[]): boolean {
  const known = new Set([...defaultAgencySources, ...own].map(toComparisonKey));
  const parts = [source, ...source.split(separators)].map((part) => toComparisonKey(part).replace(/経由$/u, ''));
  return parts.some((part) => known.has(part));
}

/** A subdomain is the agency's, too. */
function isIn(email: string, domains: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((listed) => domain === listed || domain.endsWith(`.${listed}`));
}
