import type { PersonName } from '@goen/case-domain/identity';

type ReportedName = {
  readonly family_name?: string | null | undefined;
  readonly given_name?: string | null | undefined;
  readonly family_name_kana?: string | null | undefined;
  readonly given_name_kana?: string | null | undefined;
  readonly full_name?: string | null | undefined;
};

/** The name of a report or an event. */
export const toPersonName = (reported: ReportedName): PersonName => ({
  familyName: reported.family_name,
  givenName: reported.given_name,
  familyNameKana: reported.family_name_kana,
  givenNameKana: reported.given_name_kana,
  fullName: reported.full_name,
});
