import { z } from 'zod';
import { isPlaceholder } from '../text/index.ts';
import { locales, mailProviders } from '../workflow/company-settings.ts';
import { stageKinds } from '../workflow/stage.ts';
import { type Tag, tagKinds } from '../workflow/tags.ts';

export type { Locale, MailProviderName } from '../workflow/company-settings.ts';
export type { StageKind } from '../workflow/stage.ts';
export type { Tag } from '../workflow/tags.ts';

/** RFC 3339 instant; the offset is required. */
export const instant = z.iso.datetime({ offset: true });

const [firstYear, lastYear] = ['1900', '2100'];
/** Times and dates outside these years are typing errors, and some of them cannot be stored. */
const checkYear = ({ value, issues }: z.core.ParsePayload<string>): void => {
  const year = value.slice(0, 4);
  if (year >= firstYear && year <= lastYear) return;
  const [code, message] =
    year < firstYear ? ['too_early', `Times start in ${firstYear}.`] : ['too_late', `Times end in ${lastYear}.`];
  issues.push({ code: 'custom', input: value, message, params: { code } });
};

/** An instant in a request. */
export const inputInstant = z.iso.datetime({ offset: true, abort: true }).check(checkYear);

/** A calendar date in Asia/Tokyo, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date({ abort: true }).check(checkYear);

export const locale = z.enum(locales);

/** The address of a person, in any spelling; also one that cannot be mailed, for what is kept as a hash. */
export const anyAddress = z.string().trim().min(1).max(1_000);

/**
 * How spreadsheets and number types write an integer that they have, or may have, rounded: `1.23457E+11`, `1e5`,
 * `554023000000409088.0`. None writes `12345e67`, which is hexadecimal.
 */
const roundedNumber = /^[+-]?(?:\d+(?:[.,]\d+e\+?|e\+)\d+|\de\d{1,3}|\d{16,}[.,]0+)$/i;

const isWhole = (id: string): boolean => !roundedNumber.test(id.normalize('NFKC'));
const whole = {
  error: 'A spreadsheet or a number type has rounded this id: send it as text.',
  params: { code: 'rounded_id' },
};

const toDigits = (value: unknown): unknown => (Number.isSafeInteger(value) ? String(value) : value);

/**
 * An id in another system. A JSON number is its digits. An id that lost digits is refused: it would be the same for
 * several people.
 */
export const remoteId = z.preprocess(
  toDigits,
  z
    .string()
    .trim()
    .min(1)
    .max(255)
    .refine(isWhole, whole)
    .refine((id) => !isPlaceholder(id), { error: 'This stands for "no value".', params: { code: 'placeholder' } }),
);

/** The id of something that identifies nobody, such as a job. */
export const otherRemoteId = z.preprocess(toDigits, z.string().trim().max(255).refine(isWhole, whole)).nullish();

/** The stage at which a candidate was rejected; the wording of the result mail depends on it. */
export const stageKind = z.enum(stageKinds).meta({ id: 'StageKind' });

/** Longest texts that an ATS may report; each fits into a mail. */
export const maxNameLength = 200;
export const maxJobNameLength = 300;
export const maxJobCategoryLength = 200;
/** Of the source of an application; vendors' longer ones are cut. */
export const maxSourceLength = 300;

export const tagKind = z.enum(tagKinds);
export const tag = z
  .object({ kind: tagKind, value: z.string().trim().min(1).max(100) })
  .meta({ id: 'Tag' }) satisfies z.ZodType<Tag>;

/** A page of a list. `next` is an opaque cursor, null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** Largest JSON body in bytes (256 kB), unless a route says otherwise. */
export const maxBodyBytes = 256 * 1024;
export const maxBatchRows = 10_000;
export const maxBatchBytes = 50 * 1024 * 1024;

/** The provider that sends a company's mails. */
export const mailProvider = z.enum(mailProviders);
