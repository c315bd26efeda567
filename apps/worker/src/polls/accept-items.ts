import type { ReportedItem } from '@goen/ats';
import { acceptRejections, type IntakeContext, recordEvent } from '@goen/cases';

export type ItemCounts = Readonly<Record<'received' | 'accepted' | 'known' | 'refused', number>>;
/** Where and why an item was refused, without any of its content. */
export type Refusal = { readonly code: string; readonly pointer: string };

/**
 * Accepts the items that a vendor reported: all rejections in one transaction, then each event. Items reported before
 * are known and change nothing. Order does not matter: an event cancels rejections that are older by its own time.
 */
export async function acceptItems(
  context: IntakeContext,
  items: readonly ReportedItem[],
): Promise<{ readonly counts: ItemCounts; readonly refused: readonly Refusal[] }> {
  const reports = items.flatMap((item) => (item.kind === 'rejection' ? [item.report] : []));
  const results = reports.length === 0 ? [] : await acceptRejections(context, reports);
  const refused: Refusal[] = items.flatMap((item) => (item.kind === 'refused' ? item.errors.slice(0, 1) : []));
  let [accepted, known] = [0, 0];
  for (const result of results) {
    if (result.kind === 'refused') refused.push(result);
    else if (result.known) known += 1;
    else accepted += 1;
  }
  for (const item of items) {
    if (item.kind !== 'event') continue;
    const recorded = await recordEvent(context, context.companyId, item.event);
    if (recorded.kind === 'refused') refused.push(recorded);
    else accepted += 1;
  }
  return {
    counts: { received: items.length, accepted, known, refused: refused.length },
    refused: refused.map(({ code, pointer }) => ({ code, pointer })),
  };
}
