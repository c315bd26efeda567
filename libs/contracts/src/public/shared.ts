import { z } from 'zod';
import { locales, mailProviders } from '../workflow/company-settings.ts';
import { stageKinds } from '../workflow/stage.ts';
import { type Tag, tagKinds } from '../workflow/tags.ts';

export type { Locale, MailProviderName } from '../workflow/company-settings.ts';
export type { StageKind } from '../workflow/stage.ts';
export type { Tag } from '../workflow/tags.ts';

/** RFC 3339 instant with an offset; one without is refused (rules: times in the API need an offset). */
export const instant = z.iso.datetime({ offset: true });

/** A calendar date in Asia/Tokyo, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date();

export const locale = z.enum(locales);

/** Where in the selection a candidate was rejected. Chooses the wording of the rejection mail. */
export const stageKind = z.enum(stageKinds);

/** Lengths of what an ATS reports and mails say: whatever is taken can be sent. */
export const maxNameLength = 200;
export const maxJobNameLength = 300;
export const maxJobCategoryLength = 200;

export const tagKind = z.enum(tagKinds);
export const tag = z.object({ kind: tagKind, value: z.string().trim().min(1).max(100) }) satisfies z.ZodType<Tag>;

/** A page of a list. `next` is an opaque cursor, null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** Largest single body in bytes (256 kB). */
export const maxBodyBytes = 256 * 1024;
export const maxBatchRows = 10_000;
export const maxBatchBytes = 50 * 1024 * 1024;

/** Which service carries a company's mails. */
export const mailProvider = z.enum(mailProviders);
