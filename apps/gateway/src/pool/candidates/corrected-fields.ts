import type { CandidateChange } from '@goen/cases';
import type { CandidateChangeRequest } from '@goen/contracts/public';

const fields = {
  familyName: 'family_name',
  givenName: 'given_name',
  familyNameKana: 'family_name_kana',
  givenNameKana: 'given_name_kana',
  fullName: 'full_name',
  email: 'email',
  phones: 'phones',
  prefecture: 'prefecture',
  locale: 'locale',
} as const satisfies Record<keyof CandidateChange, keyof CandidateChangeRequest>;

export const toApiField = (name: string): string => (fields as Readonly<Record<string, string>>)[name] ?? name;

/** The fields of a request that it contains. */
export const toChange = (request: CandidateChangeRequest): CandidateChange =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (request[field] === undefined ? [] : [[name, request[field]]])),
  );
