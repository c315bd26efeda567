import { expect, test } from 'vitest';
import type { ConsentContext } from './consent-context.ts';
import { type ConsentText, renderConsentText, renderIntroductionText } from './consent-texts.ts';
import { getPageTexts } from './page-texts.ts';
import { getRegistrationTexts } from './registration/registration-texts.ts';

const context: ConsentContext = {
  company: '株式会社ひので',
  contact: 'saiyo@hinode.example.jp',
  operatorName: 'Goen 運営事務局',
  operator: {
    name: '株式会社ごえん',
    kind: '有料職業紹介事業',
    number: '13-ユ-300001',
    address: '東京都千代田区1-1',
    complaintsContact: 'kujo@goen.example.jp',
    occupations: '全職種（国内）',
    fees: '求人企業の手数料は0円です',
  },
  followUpMonths: [6, 12],
};

/** Changing a text without its version would falsify earlier evidence: add a new version and a new row. */
test.each([
  ['relay', 'ja', 'relay-ja-2027-01', 'b8cbad2452e55b21d27cfd3a68b822904ad83ff92ff7c212dd57ce01235fa8aa'],
  ['relay', 'en', 'relay-en-2027-01', 'bdb3dd85ceb74077a4027b2f0a9bdc8618287fe8192ddc7bf3f0094aedaede31'],
  ['follow_up', 'ja', 'follow-up-ja-2027-01', 'd8f0c24c126ecb2580ee6c1e6762ae2d311d82dbf8b915d8181754cfe32013e4'],
  ['follow_up', 'en', 'follow-up-en-2027-01', '9ce10c5f4a9d5ab29de31ef6609613b28f42db6f09badd5f4b7f6461c2b2776f'],
] as const)('the %s text in %s matches version %s', (kind, locale, version, hash) => {
  expect(renderConsentText(kind, locale, context)).toMatchObject({ version, hash });
});

test.each(['ja', 'en'] as const)('the relay text tells what the law and the rules want told (%s)', (locale) => {
  const text = renderConsentText('relay', locale, context).paragraphs.join('\n');
  const { company, contact, operator } = context;
  for (const part of [...Object.values(operator ?? {}), company, contact]) expect(text).toContain(part);
  for (const part of [
    /10名につき|every ten people/,
    /12か月|12 months/,
    /3年間|three years/,
    /同意いただくまでは|before you consent/,
  ]) {
    expect(text).toMatch(part);
  }
});

test.each(['ja', 'en'] as const)(
  'without a complete licence the relay text says that nobody is introduced (%s)',
  (locale) => {
    const text = renderConsentText('relay', locale, { ...context, operator: null }).paragraphs.join('\n');
    expect(text).toMatch(/どの企業にもご紹介しません|nobody is introduced to any company/);
    expect(text).not.toMatch(/undefined|null/);
  },
);

const named = { company: 'Hinode Inc.', operatorName: 'Goen Ltd.' };
const licensed = (fees: string) => context.operator && { ...context.operator, fees };
const receiver = { referrer: 'Hinode Inc.', receiver: 'Aoba Inc.', position: 'Engineer etc.', conditions: null };
const ended = (text: ConsentText) => text.paragraphs.join('\n');
test.each([
  [
    'relay consent',
    ended(renderConsentText('relay', 'en', { ...context, ...named, operator: licensed('Companies pay nothing.') })),
  ],
  ['relay consent without licence', ended(renderConsentText('relay', 'en', { ...context, ...named, operator: null }))],
  ['follow-up consent', ended(renderConsentText('follow_up', 'en', { ...context, ...named }))],
  ['introduction', ended(renderIntroductionText('en', receiver))],
  ['Japanese fees', ended(renderConsentText('relay', 'ja', { ...context, operator: licensed('無料です。') }))],
  ['lead of the page', getPageTexts('en').lead('Hinode Inc.')],
  ['lead of the registration', getRegistrationTexts('en').lead('Hinode Inc.')],
])('the %s ends its sentences once, whatever names end with', (_name, text) => {
  expect(text).not.toMatch(/\.\.|。。/);
});
