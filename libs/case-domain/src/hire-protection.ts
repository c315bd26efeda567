import { addMonths, toTokyoDate } from './calendar.ts';

/** 転職勧奨の禁止: a condition of placement licences since 2025 (職業安定法 Art. 32-5, 告示141号 第六の五(三)). */
const protectedMonths = 24;

/** From this date on (Tokyo), a person who joined a company through an introduction may be told of openings again. */
export const findHireProtectionEnd = (joinedOn: string): string => addMonths(joinedOn, protectedMonths);

/**
 * Whether no company may invite, introduce or re-invite a person or mail them openings, since an introduction led to
 * their hire. `joinedOn`: the latest date (`YYYY-MM-DD`) on which they joined, or will join; null: never. Results of
 * applications, and mails about the person's own data, are not affected.
 */
export const isProtectedAfterHire = (joinedOn: string | null, nowMs: number): boolean =>
  joinedOn !== null && toTokyoDate(nowMs) < findHireProtectionEnd(joinedOn);
