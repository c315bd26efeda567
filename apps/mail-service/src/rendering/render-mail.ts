import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createLayout, type Layout, type VersionedWording } from './layout.ts';
import type { MailInput } from './mail-input.ts';
import { escapeValues, fillSegments } from './segments.ts';
import { evaluateConditions, toPersonalValues } from './values.ts';

export type RenderedContent = { subject: string; html: string; text: string };

/** A layout takes some tens of kB: 500 of them, some 20 MB. */
const maxLayouts = 500;

type Making = { wording: VersionedWording; input: MailInput };
const layouts = new LRUCache<string, Layout, Making>({
  max: maxLayouts,
  fetchMethod: (_key, _stale, { context: { wording, input } }) =>
    createLayout(wording, input, evaluateConditions(input)),
});

/**
 * One person's mail. Markdown, frame and footer are laid out once for all mails that share them; a person's values are
 * filled in last, escaped in HTML and on one line, so that none can become markup or another header.
 */
export async function renderMail(wording: VersionedWording, input: MailInput): Promise<RenderedContent> {
  const layout = await layouts.forceFetch(layoutKey(wording, input), { context: { wording, input } });
  const values = toPersonalValues(input);
  return {
    subject: fillSegments(layout.subject, values),
    html: fillSegments(layout.html, escapeValues(values)),
    text: fillSegments(layout.text, values),
  };
}

/** A hash of everything that is not one person's. */
function layoutKey({ version }: VersionedWording, input: MailInput): string {
  const { kind, locale, basis, sender, variables } = input;
  const { name, postalAddress, contact, replyTo } = sender;
  const shared = [version, kind, locale, basis, name, postalAddress, contact, replyTo !== undefined];
  const conditions = [...evaluateConditions(input)];
  return createHash('sha256')
    .update(JSON.stringify([shared, variables.stage, variables.positions, conditions]))
    .digest('base64');
}
