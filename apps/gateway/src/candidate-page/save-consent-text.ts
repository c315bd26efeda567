import type { Em } from '@goen/case-store';
import type { Locale } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import type { ConsentText } from './consent-texts.ts';

/** Keeps the words of a text that somebody decided on: the hash in the evidence can be traced to them for good. */
export const saveConsentText = (
  em: Em,
  companyId: string,
  { hash, version, lines }: ConsentText,
  { locale, now }: { readonly locale: Locale; readonly now: Date },
): Promise<unknown> =>
  em.execute(
    `insert into consent_text (company_id, hash, version, locale, paragraphs, first_used_at)
     values (?, ?, ?, ?, ?::text[], ?) on conflict do nothing`,
    [companyId, hash, version, locale, pgArray(lines), now],
  );
