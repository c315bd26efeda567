import type { Footer } from './footer.ts';
import type { MailInput } from './mail-input.ts';

/** What both parts of a mail are rendered from, with marks where one person's values will be filled in. */
export type Page = {
  readonly locale: MailInput['locale'];
  readonly subject: string;
  readonly preview: string | null;
  readonly blocks: readonly PageBlock[];
  readonly footer: Footer;
};
export type PageInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly children: readonly PageInline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly PageInline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly PageInline[] };
export type PageBlock =
  | { readonly kind: 'paragraph'; readonly children: readonly PageInline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly PageInline[] }
  | { readonly kind: 'list'; readonly firstNumber: number | null; readonly items: readonly (readonly PageInline[])[] }
  | { readonly kind: 'button'; readonly url: string; readonly children: readonly PageInline[] }
  | { readonly kind: 'links'; readonly items: readonly { title: string; url: string | null }[] };
