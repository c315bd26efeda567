import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MailKind } from '@goen/contracts/internal';
import { type Locale, locale, mailKind, type StageKind, stageKind, type WordingText } from '@goen/contracts/public';
import { expandTokens } from '../wordings/expand-tokens.ts';
import { readWording } from '../wordings/read-wording.ts';
import { tokenize } from '../wordings/tokenize.ts';
import { type Conditions, listConditions, listVariables } from '../wordings/variables.ts';
import type { VersionedWording } from './layout.ts';

/** The wording of companies that have none of their own. */
export type BuiltIn = VersionedWording & WordingText & { readonly stage: StageKind | null };

/** Kinds whose wording depends on the stage of the selection. */
const isStaged = (kind: MailKind) => kind === 'rejection' || kind === 'rejection_relay';

export const getBuiltInWording = (kind: MailKind, language: Locale, stage: StageKind): BuiltIn => {
  const builtIn = builtIns.get(toName(kind, language, stage));
  if (!builtIn) throw new Error(`No built-in wording for ${kind} in ${language}.`);
  return builtIn;
};

const toName = (kind: MailKind, language: Locale, stage: StageKind) =>
  [kind, language, ...(isStaged(kind) ? [stage] : [])].join(':');

/**
 * The complete result comes first, then the invitation: it must not delay the answer, and the result reads the same with
 * and without it.
 */
function loadBuiltIn(kind: MailKind, language: Locale, stage: StageKind): BuiltIn {
  const readFile = (name: string) =>
    readFileSync(new URL(`./built-in/${language}/${name}.md`, import.meta.url), 'utf8');
  const source = isStaged(kind) ? readFile(`rejection.${stage}`) : readFile(kind);
  const { subject, preview, body } = parseSource(source);
  const text = {
    subject,
    body: kind === 'rejection_relay' ? `${body}\n\n${readFile('invitation_section').trim()}` : body,
  };
  const read = readWording(kind, text);
  if ('errors' in read) throw new Error(`${kind} ${language} ${stage}: ${JSON.stringify(read.errors)}`);
  const hash = createHash('sha256')
    .update(JSON.stringify([text, preview]))
    .digest('hex')
    .slice(0, 12);
  const version = `builtin:${toName(kind, language, stage)}:${hash}`;
  return {
    ...text,
    ...read.wording,
    resolvePreview: createPreview(kind, preview),
    stage: isStaged(kind) ? stage : null,
    version,
  };
}

/** The text that an inbox shows beside the subject. */
function createPreview(kind: MailKind, preview: string): (conditions: Conditions) => string {
  const { tokens, faults } = tokenize(preview, {
    variables: listVariables(kind, 'subject'),
    conditions: listConditions(kind),
  });
  if (faults.length > 0) throw new Error(`${kind}: ${JSON.stringify(faults)}`);
  return (conditions) => expandTokens(tokens, conditions).text;
}

/** Lines `Subject:` and `Preview:`, an empty line, the body. */
function parseSource(source: string): { subject: string; preview: string; body: string } {
  const [head = '', ...body] = source.split('\n\n');
  const fields = new Map(
    head.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { subject: fields.get('Subject') ?? '', preview: fields.get('Preview') ?? '', body: body.join('\n\n').trim() };
}

/** Read at startup: a fault in a file must not surface with the first mail. */
const builtIns = new Map(
  mailKind.options.flatMap((kind) =>
    locale.options.flatMap((language) =>
      stageKind.options.map((stage) => [toName(kind, language, stage), loadBuiltIn(kind, language, stage)] as const),
    ),
  ),
);
