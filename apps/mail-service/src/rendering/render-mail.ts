import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createLayout, type Layout, type VersionedWording } from './layout.ts';
import type { MailInput } from './mail-input.ts';
import { escapeValues, fillSegments } from './segments.ts';
import { readSenderNames } from './sender-names.ts';
import { evaluateConditions, toPersonalValues } from './values.ts';

export type RenderedContent = { subject: string; html: string; text: string };

/** A layout takes tens of kB: 500 of them about 20 MB. */
const maxLayouts = 500;

type LayoutSource = { wording: VersionedWording; input: MailInput };
const layouts = new LRUCache<string, Layout, LayoutSource>({
  max: maxLayouts,
  fetchMethod: (_key, _stale, { context: { wording, input } }) =>
    createLayout(wording, input, evaluateConditions(input)),
});

/**
 * Renders one person's mail. Markdown, frame and footer are laid out once for all mails that share them; personal values
 * are filled in last, escaped in HTML and on one line, so that none can become markup or another header.
 */
export async function renderMail(wording: VersionedWording, input: MailInput): Promise<RenderedContent> {
  const layout = await layouts.forceFetch(hashShared(wording, input), { context: { wording, input } });
  const values = toPersonalValues(input);
  return {
    subject: fillSegments(layout.subject, values),
    html: fillSegments(layout.html, escapeValues(values)),
    text: fillSegments(layout.text, values),
  };
}

/** The date is personal; everything else about the keeping stands in the footer of everybody with the same basis. */
const toKept = ({ keeping }: MailInput['variables']) => keeping && [keeping.kind, keeping.notice];

/** The cache key: a hash of everything that is not personal. */
function hashShared({ version }: VersionedWording, input: MailInput): string {
  const { kind, locale, basis, sender, variables } = input;
  const { contact, replyTo } = sender;
  const names = readSenderNames(sender, locale);
  const shared = [version, kind, locale, basis, names, contact, replyTo !== undefined];
  const conditions = [...evaluateConditions(input)];
  const workingConditions = variables.introduction?.conditions;
  return createHash('sha256')
    .update(
      JSON.stringify([shared, variables.stage, variables.positions, conditions, toKept(variables), workingConditions]),
    )
    .digest('base64');
}
