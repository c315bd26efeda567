import type { SelectionNews } from '@goen/ats';
import type { Em } from '@goen/case-store';
import { forgetUnlisted, recordSelection } from '@goen/cases';

/** Polls overlap: what did not change is written twice a day. */
const refreshAfterHours = 12;
/** A row that moves to another page while the list is read may be missed once, but not on two days. */
const missedMs = 24 * 60 * 60_000;

/** Stores what a page of a poll says about applications in selection, in the caller's transaction. */
export async function recordPolledSelection(
  em: Em,
  source: { readonly companyId: string; readonly connectionId: string },
  news: SelectionNews,
  seenAt: Date,
): Promise<void> {
  await recordSelection(em, source, news, { seenAt, refreshAfterHours });
  if (news.completeSince === null) return;
  await forgetUnlisted(em, source.connectionId, new Date(Date.parse(news.completeSince) - missedMs));
}
