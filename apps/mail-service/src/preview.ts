// Writes every mail into a folder, to be looked at: node src/preview.ts <folder>
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locale, type MailKind, type MailVariables, mailKind, stageKind } from '@goen/contracts';
import { addresseeOf } from './templates/addressee.ts';
import { renderContent } from './templates/render-content.ts';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('Usage: node src/preview.ts <folder>\n');
  process.exit(1);
}

const sender = {
  name: '株式会社みどり',
  fromAddress: 'saiyo@midori.example',
  replyTo: 'saiyo@midori.example',
  postalAddress: '〒150-0001 東京都渋谷区神宮前1-2-3 みどりビル5階',
  contact: 'saiyo@midori.example',
};
const base: MailVariables = {
  jobNames: ['Webエンジニア'],
  stage: 'documents',
  pageUrl: 'https://goen.example/c/sample',
  unsubscribeUrl: 'https://goen.example/c/sample/unsubscribe',
  positions: [],
};
const positions = [
  { title: 'シニアWebエンジニア（決済基盤）', url: 'https://midori.example/jobs/1' },
  { title: 'エンジニアリングマネージャー', url: null },
];

const cases: [string, MailKind, Partial<MailVariables>][] = [
  ...mailKind.options
    .filter((kind) => kind.startsWith('rejection'))
    .flatMap((kind) =>
      stageKind.options.map(
        (stage) => [`${kind}-${stage}`, kind, { stage }] as [string, MailKind, Partial<MailVariables>],
      ),
    ),
  [
    'rejection-several-jobs',
    'rejection',
    { stage: 'interview', jobNames: ['Webエンジニア', 'プロダクトマネージャー'] },
  ],
  ['relay_reminder', 'relay_reminder', {}],
  ['first_follow_up', 'first_follow_up', {}],
  ['second_follow_up-open', 'second_follow_up', { positions }],
  ['second_follow_up-none', 'second_follow_up', {}],
];

mkdirSync(folder, { recursive: true });
for (const language of locale.options) {
  const addressee = addresseeOf({ email: 'x@example.com', familyName: '髙橋', fullName: '髙橋 美咲' }, language);
  for (const [name, kind, variables] of cases) {
    const input = {
      locale: language,
      addressee,
      sender,
      basis: 'address_notified' as const,
      variables: { ...base, ...variables },
    };
    const { subject, html, text } = await renderContent(kind, input);
    writeFileSync(join(folder, `${name}.${language}.html`), html);
    writeFileSync(join(folder, `${name}.${language}.txt`), `${subject}\n\n${text}`);
  }
}
process.stdout.write(`${cases.length * locale.options.length} mails in ${folder}\n`);
