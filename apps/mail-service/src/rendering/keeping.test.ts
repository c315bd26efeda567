import type { MailKind, MailVariables } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { getBuiltInWording } from './built-in.ts';
import { renderMail } from './render-mail.ts';
import { createSampleInput } from './sample.ts';

const render = async (kind: MailKind, locale: Locale, change: Partial<MailVariables>) => {
  const sample = createSampleInput({ kind, locale, stage: 'final' });
  const input = { ...sample, variables: { ...sample.variables, ...change } };
  return renderMail(getBuiltInWording(kind, locale, 'final'), input);
};
const kept = {
  kind: 'kept' as const,
  until: '2027-12-24',
  notice: { version: '第3版', link: 'https://midori.example/privacy' },
};

test.each<[string, MailKind, Locale, Partial<MailVariables>, string[]]>([
  [
    'kept by a notice',
    'rejection',
    'ja',
    { keeping: kept },
    ['2027年12月24日まで保管', '第3版', 'midori.example/privacy'],
  ],
  ['kept by a notice', 'rejection_relay', 'en', { keeping: kept }, ['kept until 24 December 2027', 'Privacy notice']],
  ['kept by consent', 'first_follow_up', 'ja', { keeping: { ...kept, notice: null } }, ['2027年12月24日まで保管']],
  [
    'without a basis',
    'rejection',
    'ja',
    { keeping: { kind: 'result_only', until: null, notice: null } },
    ['30日後に削除'],
  ],
  ['the 12-month mail asks', 'second_follow_up', 'ja', { keeping: kept }, ['「続ける」「削除する」', '/c/sample']],
  ['the 12-month mail asks', 'second_follow_up', 'en', { keeping: kept }, ['May we go on keeping them?', '/c/sample']],
  [
    'the notice',
    'keeping_notice',
    'ja',
    { keeping: kept },
    ['2027年12月24日に削除', '続けるか、削除するか', '/c/sample'],
  ],
  ['the notice', 'keeping_notice', 'en', { keeping: kept }, ['delete them on 24 December 2027', '/c/sample']],
  ['the last mail', 'erasure_notice', 'ja', {}, ['このメールをもって削除']],
  ['the late result', 'rejection_late', 'ja', {}, ['大変遅くなりましたこと', '心よりお詫び']],
  ['the late result', 'rejection_late', 'en', {}, ['we apologise']],
  ['any time', 'rejection', 'ja', { reapplication: { from: null } }, ['再度のご応募: いつでもご応募いただけます']],
  ['from a date', 'rejection_late', 'ja', { reapplication: { from: '2027-05-24' } }, ['2027年5月24日以降にご応募']],
  ['from a date', 'rejection', 'en', { reapplication: { from: '2027-05-24' } }, ['apply again from 24 May 2027']],
  [
    'the personal note',
    'rejection',
    'ja',
    { personalNote: '設計のお話が\n印象に残りました。' },
    ['設計のお話が 印象に残りました。'],
  ],
])('%s: %s %s', async (_what, kind, locale, change, words) => {
  const { html, text } = await render(kind, locale, change);
  for (const part of words) expect(text).toContain(part);
  expect(html).toContain(words[0]?.split(': ').at(-1));
});

test('what nobody stated is not printed', async () => {
  const { text } = await render('rejection', 'ja', {
    keeping: undefined,
    reapplication: undefined,
    personalNote: undefined,
  });
  expect(text).not.toMatch(/まで保管し|再度のご応募|30日後/);
});

test('mails of one layout have their own dates', async () => {
  await render('rejection', 'ja', { keeping: kept });
  const { text } = await render('rejection', 'ja', { keeping: { ...kept, until: '2028-01-31' } });
  expect(text).toContain('2028年1月31日まで');
  expect(text).not.toContain('2027年12月24日');
});
