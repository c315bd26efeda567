import type { MailKind } from '@goen/contracts/internal';
import { type FieldError, type Locale, type WordingText } from '@goen/contracts/public';
import { createLayout } from '../rendering/layout.ts';
import { createSampleInput } from '../rendering/sample.ts';
import { evaluateConditions } from '../rendering/values.ts';
import { toFieldError } from './fault.ts';
import { readWording } from './read-wording.ts';

/** Gmail cuts a mail at 102 kB; a person's values and a longer footer still have to fit. */
const maxHtmlBytes = 90_000;

/** Every fault that forbids to save a wording, each with its place; none: it can be used. */
export async function checkWording(kind: MailKind, locale: Locale, text: WordingText): Promise<readonly FieldError[]> {
  const read = readWording(kind, text);
  if ('errors' in read) return read.errors;
  const input = createSampleInput({ kind, locale, stage: 'interview' });
  const { html } = await createLayout({ ...read.wording, version: 'unsaved' }, input, evaluateConditions(input));
  const bytes = Buffer.byteLength(html.texts.join(''));
  if (bytes <= maxHtmlBytes) return [];
  const detail = `makes a mail of ${bytes} bytes of HTML; at most ${maxHtmlBytes} are possible`;
  return [toFieldError({ code: 'too_large', detail, offset: 0 }, text.body, '/body')];
}
