import { locale, mailKind, stageKind } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { getBuiltInWording } from '../rendering/built-in.ts';
import type { MailInput } from '../rendering/mail-input.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { createSampleInput } from '../rendering/sample.ts';
import { fillInWording } from './fill-in-wording.ts';
import { readWording } from './read-wording.ts';

/** A sample, and the same with values that would mean something in Markdown. */
const listInputs = (sample: MailInput): MailInput[] => [
  sample,
  {
    ...sample,
    to: { fullName: '*A* _b_ <i>' },
    sender: { ...sample.sender, name: '# [x](https://a.example) \\ `Inc.` &amp;', englishName: 'A_b_c Inc.' },
    variables: { ...sample.variables, jobNames: ['C# *開発*', '- 営業'], keeping: undefined },
  },
];

test.each(mailKind.options)('%s reads the same whether its text was filled in or not', async (kind) => {
  for (const language of locale.options)
    for (const stage of stageKind.options)
      for (const input of listInputs(createSampleInput({ kind, locale: language, stage }))) {
        const builtIn = getBuiltInWording(kind, language, stage);
        const { places, ...filled } = fillInWording(builtIn, input);
        expect([filled.subject, filled.body].join()).not.toMatch(/\{\{[#^/]/);
        const read = readWording(kind, filled);
        if ('errors' in read) throw new Error(JSON.stringify([filled, read.errors]));
        const version = `edit:${JSON.stringify(filled)}`;
        const [as, wanted] = [await renderMail({ ...read.wording, version }, input), await renderMail(builtIn, input)];
        expect([as.subject, as.text]).toEqual([wanted.subject, wanted.text]);
        for (const { variable, text } of places)
          expect([filled.body.includes(`{{${variable}}}`), text === '']).toEqual([true, false]);
      }
});

test('what a rule requires by its name stays a variable, and everything else is filled in', () => {
  const input = createSampleInput({ kind: 'rejection_relay', locale: 'ja', stage: 'documents' });
  const body = '{{addressee}}\n\n{{#company}}{{company}} {{/company}}{{signature}}です。\n\n[見る]({{pageUrl}})';
  expect(fillInWording({ subject: '{{jobs}}の結果{{#company}}【{{company}}】{{/company}}', body }, input)).toEqual({
    subject: '「Webエンジニア」の結果【株式会社みどり】',
    body: '{{addressee}}\n\n株式会社みどり 採用担当です。\n\n[見る]({{pageUrl}})',
    places: [
      { variable: 'addressee', text: '髙橋様' },
      { variable: 'pageUrl', text: null },
    ],
  });
});
