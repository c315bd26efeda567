// Writes every built-in mail into a folder: node src/preview.ts <folder> [--pictures]
// Pictures on a phone and a desktop, light and dark, need a Chromium (CHROMIUM_PATH).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { locale, mailKind, stageKind } from '@goen/contracts/public';
import {
  introductionMailKinds,
  type MailKind,
  recruiterMailKinds,
  reInvitationMailKinds,
  signInMailKinds,
  staffMailKinds,
} from '@goen/contracts/workflow';
import { createLogger } from '@goen/service-kit';
import { createPictures } from './previews/pictures.ts';
import { getBuiltInWording } from './rendering/built-in.ts';
import type { MailInput } from './rendering/mail-input.ts';
import { renderMail } from './rendering/render-mail.ts';
import { createSampleInput } from './rendering/sample.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { pictures: { type: 'boolean' } } });
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('Usage: node src/preview.ts <folder> [--pictures]\n');
  process.exit(1);
}
const pictures = createPictures(
  { path: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', isSandboxed: process.getuid?.() !== 0 },
  createLogger('preview'),
);
const forms = (['phone', 'desktop'] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

const isStaged = (kind: MailKind) => kind === 'rejection' || kind === 'rejection_relay';

/** Every mail by its file name. */
const mails = locale.options.flatMap((language): [string, MailInput][] => {
  const createInput = (kind: MailKind, stage: MailInput['variables']['stage'] = 'interview') =>
    createSampleInput({ kind, locale: language, stage });
  const second = createInput('second_follow_up');
  const several = createInput('rejection');
  const jobNames = [...several.variables.jobNames, language === 'ja' ? 'プロダクトマネージャー' : 'Product Manager'];
  return [
    ...mailKind.options
      .filter(isStaged)
      .flatMap((kind) =>
        stageKind.options.map((stage): [string, MailInput] => [
          `${kind}-${stage}.${language}`,
          createInput(kind, stage),
        ]),
      ),
    [`rejection-several-jobs.${language}`, { ...several, variables: { ...several.variables, jobNames } }],
    [`relay_invitation.${language}`, createInput('relay_invitation')],
    ...(['rejection_late', 'keeping_notice', 'erasure_notice', 'feedback_answer', 'feedback_refusal'] as const).map(
      (kind): [string, MailInput] => [`${kind}.${language}`, createInput(kind)],
    ),
    [`relay_reminder.${language}`, createInput('relay_reminder')],
    [`first_follow_up.${language}`, createInput('first_follow_up')],
    ...[
      ...recruiterMailKinds,
      ...introductionMailKinds,
      ...reInvitationMailKinds,
      ...signInMailKinds,
      ...staffMailKinds,
    ].map((kind): [string, MailInput] => [`${kind}.${language}`, createInput(kind)]),
    [`second_follow_up-open.${language}`, second],
    [`second_follow_up-none.${language}`, { ...second, variables: { ...second.variables, positions: [] } }],
  ];
});

mkdirSync(folder, { recursive: true });
for (const [name, input] of mails) {
  const { kind, locale: language, variables } = input;
  const { subject, html, text } = await renderMail(getBuiltInWording(kind, language, variables.stage), input);
  writeFileSync(join(folder, `${name}.html`), html);
  writeFileSync(join(folder, `${name}.txt`), `${subject}\n\n${text}`);
  if (!values.pictures) continue;
  for (const form of forms) {
    writeFileSync(join(folder, `${name}.${form.width}.${form.colorScheme}.png`), await pictures.take(html, form));
  }
}
await pictures.close();
process.stdout.write(`${mails.length} mails in ${folder}\n`);
