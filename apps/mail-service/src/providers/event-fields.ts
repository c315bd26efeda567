import { z } from 'zod';

/** An optional text: null, absent, blank and a value of another type are the same. */
export const optionalText = z
  .string()
  .trim()
  .nullish()
  .catch(null)
  .transform((text) => text || null);

/** Milliseconds since 1970, or seconds, as a number or its text. 0 is what some senders write when they know no time. */
export const numericTime = (msPerUnit: number) =>
  z
    .union([z.number(), z.string()])
    .nullish()
    .transform((value) => (Number(value ?? 0) === 0 ? null : new Date(Number(value) * msPerUnit)));

/** A time as text. */
export const textTime = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() ? new Date(text) : null));

const earliestMs = Date.UTC(2000, 0, 1);
const endMs = Date.UTC(2101, 0, 1);

/** Whether a time can be that of an event about a mail: from 2000 to 2100. */
export const isPlausibleTime = (time: Date): boolean => time.getTime() >= earliestMs && time.getTime() < endMs;

/** The address of a recipient that may be written as `Name <address>`. */
export const toBareAddress = (recipient: string | null): string | null =>
  recipient === null ? null : (/<([^<>]+)>\s*$/.exec(recipient)?.[1]?.trim() ?? recipient);

/** RFC 3463: only status 5.x.x is permanent; 4.x.x is not. */
export const isSoftStatus = (status: string | null): boolean => status?.startsWith('4') ?? false;
