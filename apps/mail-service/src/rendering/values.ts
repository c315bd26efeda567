import type { Locale, StageKind } from '@goen/contracts/public';
import type { ConditionName, Conditions, listNames, VariableName } from '../wordings/variables.ts';
import { formatAddressee } from './addressee.ts';
import { listJobNames, type MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';
import { readSenderNames } from './sender-names.ts';

/** Filled in per mail; all other variables are the same in every mail that shares a layout. */
export const personalVariables = [
  'addressee',
  'jobs',
  'pageUrl',
  'unsubscribeUrl',
  'waitingMails',
  'sharedAddresses',
  'receiver',
  'position',
  'answerBy',
  'keepUntil',
  'reapply',
  'personalNote',
  'appliedIn',
  'whatIsNew',
  'dueOn',
  'unansweredInterests',
  'feedback',
  'feedbackRequests',
  'acceptances',
  'interests',
  'failures',
  'unansweredComplaints',
  'corrections',
] as const;
export type PersonalVariable = (typeof personalVariables)[number];
export type PersonalValues = Readonly<Record<PersonalVariable, string>>;
export type SharedVariable = Exclude<VariableName, PersonalVariable | (typeof listNames)[number]>;

export function toPersonalValues(input: MailInput): PersonalValues {
  const { locale, variables } = input;
  return {
    addressee: formatAddressee(input) ?? phrases[locale].nobody,
    jobs: formatJobs(listJobNames(input), locale) ?? phrases[locale].job,
    pageUrl: variables.pageUrl,
    unsubscribeUrl: variables.unsubscribeUrl,
    waitingMails: String(variables.waitingMails ?? 0),
    sharedAddresses: String(variables.sharedAddresses ?? 0),
    receiver: oneLine(variables.introduction?.company ?? ''),
    position: oneLine(variables.introduction?.position ?? variables.opening?.position ?? ''),
    answerBy: formatDate(variables.introduction?.answerBy, locale),
    keepUntil: formatLongDate(variables.keeping?.until, locale),
    reapply: variables.reapplication ? formatReapplication(variables.reapplication.from, locale) : '',
    personalNote: oneLine(variables.personalNote ?? ''),
    appliedIn: formatMonth(variables.opening?.appliedOn ?? null, locale),
    whatIsNew: oneLine(variables.opening?.whatIsNew ?? ''),
    dueOn: formatLongDate(variables.interests?.dueOn, locale),
    unansweredInterests: String(variables.interests?.unanswered ?? 0),
    feedback: oneLine(variables.feedback ?? ''),
    feedbackRequests: String(variables.feedbackRequests ?? 0),
    acceptances: String(variables.news?.acceptances ?? 0),
    interests: String(variables.news?.interests ?? 0),
    failures: String(variables.news?.failures ?? 0),
    unansweredComplaints: String(variables.unansweredComplaints ?? 0),
    corrections: String(variables.news?.corrections ?? 0),
  };
}

export function toSharedValues({ locale, sender, variables }: MailInput): Readonly<Record<SharedVariable, string>> {
  const contact = oneLine(sender.contact);
  const { company, signature } = readSenderNames(sender, locale);
  return {
    company: company || phrases[locale].company,
    signature,
    contact,
    stage: phrases[locale].stages[variables.stage],
    // Replies are read only when the company says so; otherwise its contact is named.
    howToAnswer: sender.replyTo ? phrases[locale].byReply : phrases[locale].byContact(contact),
  };
}

export function evaluateConditions(input: MailInput): Conditions {
  const jobCount = listJobNames(input).length;
  const isTrue: Record<ConditionName, boolean> = {
    addressee: formatAddressee(input) !== null,
    company: readSenderNames(input.sender, input.locale).company !== '',
    jobs: jobCount > 0,
    severalJobs: jobCount > 1,
    positions: input.variables.positions.length > 0,
    answerBy: input.variables.introduction?.answerBy !== undefined,
    conditions: (input.variables.introduction?.conditions ?? null) !== null,
    appliedIn: Boolean(input.variables.opening?.appliedOn),
    relayAgain: input.variables.relayAgain === true,
    acceptances: (input.variables.news?.acceptances ?? 0) > 0,
    interests: (input.variables.news?.interests ?? 0) > 0,
    failures: (input.variables.news?.failures ?? 0) > 0,
    corrections: (input.variables.news?.corrections ?? 0) > 0,
    keepUntil: Boolean(input.variables.keeping?.until),
    reapply: input.variables.reapplication !== undefined,
    personalNote: oneLine(input.variables.personalNote ?? '') !== '',
  };
  return new Set((Object.keys(isTrue) as ConditionName[]).filter((name) => isTrue[name]));
}

const shortDates: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  ja: new Intl.DateTimeFormat('ja-JP', { month: 'long', day: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};
const formatDate = (date: string | undefined, locale: Locale): string =>
  date === undefined ? '' : shortDates[locale].format(new Date(date));

/** With its year: 2027年5月24日, 24 May 2027. */
const longDates: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  ...shortDates,
  ja: new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'UTC' }),
};
const formatLongDate = (date: string | null | undefined, locale: Locale): string =>
  date ? longDates[locale].format(new Date(date)) : '';

const formatReapplication = (from: string | null, locale: Locale): string =>
  from === null ? phrases[locale].reapplyAnyTime : phrases[locale].reapplyFrom(formatLongDate(from, locale));

const months: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  ja: new Intl.DateTimeFormat('ja-JP', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
};
/** 2026年5月, May 2026. */
const formatMonth = (date: string | null, locale: Locale): string =>
  date === null ? '' : months[locale].format(new Date(date));

/** 「A」「B」, or A and B; null when no job is known. */
function formatJobs(names: readonly string[], locale: Locale): string | null {
  if (names.length === 0) return null;
  return locale === 'ja' ? names.map((name) => `「${name}」`).join('') : englishList.format(names);
}
const englishList = new Intl.ListFormat('en');

type Phrases = {
  nobody: string;
  job: string;
  company: string;
  byReply: string;
  byContact: (contact: string) => string;
  stages: Record<StageKind, string>;
  reapplyAnyTime: string;
  reapplyFrom: (date: string) => string;
};

const phrases: Record<Locale, Phrases> = {
  ja: {
    nobody: 'ご応募者様',
    job: '求人',
    company: '弊社',
    byReply: 'このメールへのご返信',
    byContact: (contact) => `お問い合わせ先（${contact}）へのご連絡`,
    stages: { documents: '書類選考', interview: '面接', final: '最終選考', other: '選考' },
    reapplyAnyTime: 'いつでもご応募いただけます',
    reapplyFrom: (date) => `${date}以降にご応募いただけます`,
  },
  en: {
    nobody: 'applicant',
    job: 'a position',
    company: 'our company',
    byReply: 'simply reply to this email',
    byContact: (contact) => `contact us at ${contact}`,
    stages: { documents: 'document screening', interview: 'interview', final: 'final interview', other: 'selection' },
    reapplyAnyTime: 'you are welcome to apply again at any time',
    reapplyFrom: (date) => `you are welcome to apply again from ${date}`,
  },
};
