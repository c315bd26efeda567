import { z } from 'zod';

/** An optional text: null, absent, blank and a value of another type are the same. */
export const optionalText = z
  .string()
  .trim()
  .nullish()
  .catch(null)
  .transform((text) => text || null);

/** One of our ids, which some systems write in upper case. */
export const optionalId = optionalText.transform((id) => id?.toLowerCase() ?? null);

/** A name out of a vendor's list, such as the kind of an event, in one spelling: `Spam_Report` is `spamreport`. */
export const toKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
export const eventName = z.string().transform(toKey);
export const optionalName = optionalText.transform((name) => (name === null ? null : toKey(name)));

/** A status code, as text or as a number. */
export const optionalStatus = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  optionalText,
);

/**
 * An optional time: seconds or milliseconds since 1970, as a number or its text, or a date and time as text. 0 is what
 * some senders write when they know no time.
 */
export const optionalTime = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? null : parseTime(value)));

const dateText = /^(\d{4}-\d{2}-\d{2}|[a-z]{3}, \d{1,2} [a-z]{3} \d{4})/i;
const offset = /(z|gmt|utc?|[+-]\d{2}(:?\d{2})?)(\s*\([a-z]+\))?$/i;

function parseTime(value: number | string): Date | null {
  const text = String(value).trim();
  if (Number(text) === 0) return null;
  if (dateText.test(text)) return new Date(text.includes(':') && !offset.test(text) ? `${text}Z` : text);
  // The start of 2000 in milliseconds is later than the end of 2100 in seconds: no plausible time is both.
  const asSeconds = new Date(Number(text) * 1000);
  return isPlausibleTime(asSeconds) ? asSeconds : new Date(Number(text));
}

const earliestMs = Date.UTC(2000, 0, 1);
const endMs = Date.UTC(2101, 0, 1);

/** Whether a time can be that of an event about a mail: from 2000 to 2100. */
export const isPlausibleTime = (time: Date): boolean => time.getTime() >= earliestMs && time.getTime() < endMs;

const toAddress = (text: string | null): string | null => (text === null ? null : toBareAddress(text));
const recipient = z.union([
  z.string().transform((text) => toAddress(text.trim() || null)),
  z.looseObject({ email: optionalText, address: optionalText }).transform((to) => toAddress(to.email ?? to.address)),
]);

/**
 * The recipient, as text, as an object, or as a list with one of either. Each of our mails has one: null when an event
 * names several, because it does not say which of them it is about.
 */
export const optionalRecipient = z
  .union([recipient.transform((email) => [email]), z.array(recipient.nullish().catch(null))])
  .nullish()
  .catch(null)
  .transform((emails) => {
    const [email, ...others] = new Set((emails ?? []).filter((each) => typeof each === 'string'));
    return email === undefined || others.length > 0 ? null : email;
  });

/** The address of a recipient that may be written as `Name <address>`. */
const toBareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1]?.trim() ?? text;

/** RFC 3463: only status 5.x.x is permanent; 4.x.x is not. */
export const isSoftStatus = (status: string | null): boolean => status?.startsWith('4') ?? false;
