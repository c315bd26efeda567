import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { fromHeader } from '../messages/from-header.ts';
import { readWording } from '../wordings/read-wording.ts';
import { getBuiltInWording } from './built-in.ts';
import { renderMail } from './render-mail.ts';
import { createSampleInput, sampleSender } from './sample.ts';

const read = readWording('second_follow_up', {
  subject: '{{addressee}} {{jobs}}【{{company}}】',
  body: '{{addressee}} **{{jobs}}** {{company}}\n\n- {{stage}} {{contact}}\n\n## {{howToAnswer}} {{jobs}}\n\n{{positions}}\n\n[{{jobs}}]({{pageUrl}})',
});
if (!('wording' in read)) throw new Error(JSON.stringify(read.errors));
const wording = { ...read.wording, version: 'of the property' };

/** Text that is dangerous in Markdown, HTML, headers or templates, mixed with arbitrary text. */
const maliciousText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nBcc: x@example.com', '{{company}}', '{{#jobs}}', '<img src=x onerror=a>', '](javascript:a)'),
      fc.constantFrom(
        '**',
        '\n\n# ',
        '\n- ',
        '`',
        '&lt;',
        '"',
        "'",
        '</td>',
        '<!--',
        '\uFDD0pageUrl\uFDD1',
        '\u2028',
        '$&',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** The elements and attributes of a mail without its text. */
const readSkeleton = (html: string) =>
  html.match(/<\/?[a-z][^>]*>|<!--/gi)?.map((tag) => tag.replace(/ href="[^"]*"/, ' href')) ?? [];

const render = (value: string) => {
  const input = createSampleInput({ kind: 'second_follow_up', locale: 'ja', stage: 'other' });
  const sender = { ...sampleSender, name: `会社${value}`, postalAddress: `市${value}`, contact: `係 ${value}` };
  const variables = { ...input.variables, jobNames: [`職${value}`], positions: [{ title: `求${value}`, url: null }] };
  return renderMail(wording, { ...input, sender, variables, to: { familyName: `姓${value}` } });
};

test('no value becomes an element, an attribute, Markdown, another line or another header', async () => {
  const plain = await render('x');
  const lines = plain.text.split('\n').length;
  await fc.assert(
    fc.asyncProperty(maliciousText, async (value) => {
      const mail = await render(value);
      expect(readSkeleton(mail.html)).toEqual(readSkeleton(plain.html));
      expect(mail.html).not.toMatch(/\uFDD0|\uFDD1/);
      expect(mail.text.split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(lines);
      expect(mail.subject).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}/u);
      expect(fromHeader({ ...sampleSender, name: value }, 'ja')).not.toMatch(/\p{Cc}/u);
    }),
  );
});

const staffMails = ['member_invitation', 'sign_in_link', 'member_news', 'interest_notice'] as const;
test.each(staffMails)('nor in a mail to staff: %s', async (kind) => {
  const renderStaffMail = (value: string) => {
    const input = createSampleInput({ kind, locale: 'ja', stage: 'other' });
    const { opening, introduction, ...variables } = input.variables;
    return renderMail(getBuiltInWording(kind, 'ja', 'other'), {
      ...input,
      sender: { ...sampleSender, name: `会社${value}`, signature: `署名${value}`, contact: `係 ${value}` },
      variables: {
        ...variables,
        ...(opening && { opening: { ...opening, position: `求${value}` } }),
        ...(introduction && { introduction: { ...introduction, company: `社${value}`, position: `求${value}` } }),
      },
    });
  };
  const plain = await renderStaffMail('x');
  await fc.assert(
    fc.asyncProperty(maliciousText, async (value) => {
      const mail = await renderStaffMail(value);
      expect(readSkeleton(mail.html)).toEqual(readSkeleton(plain.html));
      expect(mail.subject).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}/u);
    }),
    { numRuns: 40 },
  );
});

test('keeps characters that careless code mangles', async () => {
  const { subject, html, text } = await render('髙﨑𠮷～－①');
  for (const part of [subject, html, text]) expect(part).toContain('姓髙﨑𠮷～－①様');
});

test('Markdown next to Japanese works as intended', async () => {
  const source = {
    subject: 'a',
    body: '{{addressee}}\n\n**「{{jobs}}」**について、**必ず。**と書く\n次の行 <https://midori.example/>',
  };
  const made = readWording('first_follow_up', source);
  if (!('wording' in made)) throw new Error(JSON.stringify(made.errors));
  const input = createSampleInput({ kind: 'first_follow_up', locale: 'ja', stage: 'other' });
  const { html, text } = await renderMail({ ...made.wording, version: 'japanese' }, input);
  expect(html).toContain('<strong>「「Webエンジニア」」</strong>について、<strong>必ず。</strong>と書く<br/>次の行 ');
  expect(text).toContain('「「Webエンジニア」」について、必ず。と書く\n次の行 https://midori.example/');
  // Plain CommonMark does not parse these stars, hence the extension.
  expect(JSON.stringify(fromMarkdown('**必ず。**と書く'))).toContain('**');
});

test('headings, lists and links appear in both parts', async () => {
  const body = '## 一\n\n{{addressee}}\n\n## 二\n\n### 三\n\n3. 甲\n   乙\n4. 丙\n\n[開く](https://midori.example/)を';
  const made = readWording('rejection', { subject: 'a', body });
  if (!('wording' in made)) throw new Error(JSON.stringify(made.errors));
  const input = createSampleInput({ kind: 'rejection', locale: 'ja', stage: 'other' });
  const { html, text } = await renderMail({ ...made.wording, version: 'parts' }, input);
  expect(text.split('\n\n-- ')[0]).toBe(
    '■ 一\n\n髙橋様\n\n■ 二\n\n■ 三\n\n3. 甲\n  乙\n4. 丙\n\n開く <https://midori.example/>を',
  );
  // Only the second heading begins a part in the middle of the mail, so only it has a rule.
  expect(
    html.match(/<h2[^>]*class="rule"[^>]*>[^<]*|<h[23][^>]*>[^<]*/g)?.map((tag) => [tag.at(-1), tag.includes('rule')]),
  ).toEqual([
    ['一', false],
    ['二', true],
    ['三', false],
  ]);
});
