import { findPrefectureId, prefectures } from '@goen/case-domain/tags';
import { toName, toValue } from '@goen/contracts/text';
import { readMailAddress } from '@goen/service-kit';
import { z } from 'zod';

/** Few enough that everything fits into a link that mail programs accept. */
const maxSkills = 10;
const limits = { name: 40, job: 100, skills: 200, email: 254, applicationId: 100 };
export const registrationLimits = limits;

const cleaned = z
  .string()
  .default('')
  .transform((value) => value.replaceAll('\0', '').toWellFormed().trim());
const text = (max: number) => cleaned.pipe(z.string().max(max));

const form = z.object({
  family_name: text(limits.name).transform(toName),
  given_name: text(limits.name).transform(toName),
  email: text(limits.email),
  job: text(limits.job).transform(toValue),
  prefecture: text(20),
  skills: text(limits.skills),
  a: cleaned,
});

export type RegistrationField = 'family_name' | 'given_name' | 'email' | 'job' | 'prefecture' | 'skills';
export type FormValues = Partial<Readonly<Record<string, string>>>;
export type Entered = {
  readonly familyName: string;
  readonly givenName: string | null;
  readonly email: string;
  readonly jobName: string | null;
  readonly prefecture: string | null;
  readonly skills: readonly string[];
  readonly applicationId: string | null;
};

/** What was entered, or the fields that must be corrected. */
export function readRegistrationForm(values: FormValues): { entered: Entered } | { faults: RegistrationField[] } {
  const parsed = form.safeParse(values);
  if (!parsed.success) {
    return { faults: [...new Set(parsed.error.issues.map(({ path }) => path[0] as RegistrationField))] };
  }
  const { family_name: familyName, given_name: givenName, prefecture, skills, job, a } = parsed.data;
  const address = readMailAddress(parsed.data.email);
  const isPrefectureKnown = prefecture === '' || findPrefectureId(prefecture) !== null;
  const faults: RegistrationField[] = [
    ...(familyName === null ? ['family_name' as const] : []),
    ...(address === null ? ['email' as const] : []),
    ...(isPrefectureKnown ? [] : ['prefecture' as const]),
  ];
  if (faults.length > 0 || familyName === null || address === null) return { faults };
  return {
    entered: {
      familyName,
      givenName,
      email: address.address,
      jobName: job,
      prefecture: prefecture || null,
      skills: splitSkills(skills),
      applicationId: isHint(a) ? a : null,
    },
  };
}

const splitSkills = (skills: string): string[] =>
  [
    ...new Set(
      skills
        .split(/[、,，;；\n\r\t]+/u)
        .map((skill) => skill.trim())
        .filter((skill) => skill !== ''),
    ),
  ].slice(0, maxSkills);

/** An unfilled merge field is no hint. The person did not write it and cannot correct it, so it is no fault either. */
const isHint = (hint: string): boolean =>
  hint !== '' && hint.length <= limits.applicationId && !/[{}[\]<>%#]/.test(hint);

export const listPrefectures = (): readonly { readonly ja: string; readonly en: string }[] =>
  prefectures.map(({ id, ja }) => ({ ja, en: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }));
