import { expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { companySettings, type senderIdentity, type sendingHours } from './internal/company-settings.ts';
import { factData } from './internal/fact.ts';
import type { consentEvidence } from './public/consent.ts';
import { problemCodes } from './public/problem.ts';
import { rejectionReport } from './public/rejection.ts';
import { calendarDate, inputInstant, instant, pageLimit, remoteId, type tag } from './public/shared.ts';
import type { tagFaults, tagId } from './public/tags.ts';
import type { CompanySettings, SenderIdentity, SendingHours } from './workflow/company-settings.ts';
import type { ConsentEvidence } from './workflow/consent.ts';
import { type FactDataByKind, factKinds, standingFactKinds } from './workflow/fact.ts';
import {
  type IntroductionFactDataByKind,
  type IntroductionFactKind,
  introductionFactKinds,
} from './workflow/introduction.ts';
import type { Tag, TagFault, TagId } from './workflow/tags.ts';

test.each([
  ['2026-11-24T10:00:00+09:00', true],
  ['2026-11-24T01:00:00.123Z', true],
  ['2026-11-24T10:00:00', false],
  ['2026-11-24', false],
])('an instant needs an offset: %s', (text, good) => {
  expect(instant.safeParse(text).success).toBe(good);
});

test.each([
  [inputInstant, '1900-01-01T00:00:00+09:00', undefined],
  [inputInstant, '2100-12-31T23:59:59-12:00', undefined],
  [inputInstant, '1899-12-31T23:59:59Z', 'too_early'],
  [inputInstant, '0000-01-01T00:00:00Z', 'too_early'],
  [inputInstant, '2101-01-01T00:00:00Z', 'too_late'],
  [inputInstant, '9999-12-31T23:59:59-23:59', 'too_late'],
  [calendarDate, '1900-01-01', undefined],
  [calendarDate, '2100-12-31', undefined],
  [calendarDate, '0000-01-01', 'too_early'],
  [calendarDate, '2101-01-01', 'too_late'],
  [calendarDate, '9999-12-31', 'too_late'],
  [calendarDate, '2026-02-30', 'invalid_format'],
])('a time or date in a request lies in the years from 1900 to 2100: %#', (schema, text, code) => {
  const issue = schema.safeParse(text).error?.issues[0];
  expect(issue?.code === 'custom' ? issue.params?.code : issue?.code).toBe(code);
});

test.each([
  ['A-1', 'A-1'],
  [' 00123 ', '00123'],
  [12345, '12345'],
  ['554023000000409121', '554023000000409121'],
  [21.0, '21'],
  ['21.0', '21.0'],
  ['12345e67', '12345e67'],
  ['9e4c', '9e4c'],
  ['1e5', 'rounded_id'],
  ['3E4', 'rounded_id'],
  [' 5e100 ', 'rounded_id'],
  ['9007199254740993.0', 'rounded_id'],
  ['554023000000409088.00', 'rounded_id'],
  ['554023000000409088,0', 'rounded_id'],
  ['-554023000000409088.0', 'rounded_id'],
  ['1234567890123456.0', 'rounded_id'],
  ['５５４０２３０００００００４０９０８８．０', 'rounded_id'],
  ['1.23457E+11', 'rounded_id'],
  ['1.2346e+17', 'rounded_id'],
  ['1,23457E+11', 'rounded_id'],
  ['1E+11', 'rounded_id'],
  ['5.5402300000040912E17', 'rounded_id'],
  ['１.２３４５７Ｅ＋１１', 'rounded_id'],
  [554_023_000_000_409_100, 'invalid_type'],
  [1.5, 'invalid_type'],
  ['', 'too_small'],
  [null, 'invalid_type'],
  [undefined, 'invalid_type'],
])('an id in another system: %j', (value, outcome) => {
  const { data, error } = remoteId.safeParse(value);
  const issue = error?.issues[0];
  expect(data ?? (issue?.code === 'custom' ? issue.params?.code : issue?.code)).toBe(outcome);
});

test.each([
  [undefined, 50],
  ['1', 1],
  ['200', 200],
  ['0', null],
  ['201', null],
  ['x', null],
])('a page of %s rows has %s', (given, limit) => {
  expect(pageLimit.safeParse(given).data ?? null).toBe(limit);
});

test('a company that sets nothing but its sender has the defaults of the rules', () => {
  expect(companySettings.parse({ sender: { name: 'ひので', fromAddress: 'a@hinode.example.jp' } })).toMatchObject({
    undoWindowMinutes: 60,
    resultDelayDays: 1,
    resultLeastDays: 2,
    maxReportAgeDays: 30,
    personalNoteFrom: 'final',
    reapplication: null,
    firstFollowUpMonths: 6,
    secondFollowUpMonths: 12,
    reminderAfterDays: 7,
    hours: {
      opensAt: '10:00',
      closesAt: '18:00',
      shortClosesAt: '15:00',
      weekdays: [1, 2, 3, 4, 5],
      onHolidays: false,
    },
  });
});

test('a report needs little, and keeps what the ATS sends of its own', () => {
  const report = {
    source: { ats: 'other' },
    application: { remote_id: 'A-1', rejected_at: '2026-11-24T10:00:00+09:00' },
    candidate: { remote_id: 'C-1' },
    remote_data: { any: { thing: 1 } },
  };
  expect(rejectionReport.parse(report)).toMatchObject({
    candidate: { emails: [], tags: [] },
    remote_data: { any: { thing: 1 } },
  });
});

test('schemas and workflow types describe the same data', () => {
  type FactSchemas = { -readonly [K in keyof typeof factData]: z.output<(typeof factData)[K]> };
  expectTypeOf<FactSchemas>().toEqualTypeOf<FactDataByKind>();
  expectTypeOf<keyof IntroductionFactDataByKind>().toEqualTypeOf<IntroductionFactKind>();
  expectTypeOf<z.output<typeof companySettings>>().toEqualTypeOf<CompanySettings>();
  expectTypeOf<z.output<typeof senderIdentity>>().toEqualTypeOf<SenderIdentity>();
  expectTypeOf<z.output<typeof sendingHours>>().toEqualTypeOf<SendingHours>();
  expectTypeOf<z.output<typeof consentEvidence>>().toEqualTypeOf<ConsentEvidence>();
  expectTypeOf<z.output<typeof tag>>().toEqualTypeOf<Tag>();
  expectTypeOf<z.output<typeof tagId>>().toEqualTypeOf<TagId>();
  expectTypeOf<keyof typeof tagFaults>().toEqualTypeOf<TagFault>();
  expect(Object.keys(factData)).toEqual([...factKinds]);
  expect(new Set(introductionFactKinds).size).toBe(introductionFactKinds.length);
});

test('every standing fact is a fact, and every problem has an HTTP status', () => {
  expect(factKinds).toEqual(expect.arrayContaining([...standingFactKinds]));
  for (const { status } of Object.values(problemCodes)) expect(status).toBeGreaterThanOrEqual(400);
});
