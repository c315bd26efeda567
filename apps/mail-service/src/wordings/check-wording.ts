import type { MailKind } from '@goen/contracts/internal';
import { type FieldError, type Locale, type WordingText } from '@goen/contracts/public';
import { createLayout } from '../rendering/layout.ts';
import { createSampleInput } from '../rendering/sample.ts';
import { evaluateConditions } from '../rendering/values.ts';
import { toFieldError } from './fault.ts';
import { readWording } from './read-wording.ts';

/** Gmail clips a mail at 102 kB; personal values and a longer footer must still fit. */
const maxHtmlBytes = 90_000;

/** All faults that prevent saving a wording, each with its position; empty: it can be used. */
export async function checkWording(kind: MailKind, locale: Locale, text: WordingText): Promise<readonly FieldError[]> {
  const read = readWording(kind, text);
  if ('errors' in read) return read.errors;
  const input = createSampleInput({ kind, locale, stage: 'interview' });
  const { html } = await createLayout({ ...read.wording, version: 'unsaved' }, input, evaluateConditions(input));
  const bytes = Buffer.byteLength(html.texts.join(''));
  if (bytes <= maxHtmlBytes) return [];
  const detail = `makes a mail of ${bytes} bytes of HTML; the limit is ${maxHtmlBytes}`;
  return [toFieldError({ code: 'too_large', detail, offset: 0 }, text.body, '/body')];
}
