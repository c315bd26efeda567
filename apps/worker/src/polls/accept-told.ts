import type { ReportedItem } from '@goen/ats';
import { acceptRejections, type IntakeContext, recordEvent } from '@goen/cases';

export type ToldCounts = { readonly [of in 'received' | 'accepted' | 'known' | 'refused']: number };
/** Where and why something was refused: no word of what it says. */
export type Refused = { readonly code: string; readonly pointer: string };

/**
 * Takes in what a system told: all rejections in one transaction, then each event. What is told again is known, and
 * changes nothing. An event needs no place among the rejections: it cancels those that are older by its own time.
 */
export async function acceptTold(
  context: IntakeContext,
  told: readonly ReportedItem[],
): Promise<{ readonly counts: ToldCounts; readonly refused: readonly Refused[] }> {
  const reports = told.flatMap((one) => (one.kind === 'rejection' ? [one.report] : []));
  const results = reports.length === 0 ? [] : await acceptRejections(context, reports);
  const refused: Refused[] = told.flatMap((one) => (one.kind === 'refused' ? one.errors.slice(0, 1) : []));
  let [accepted, known] = [0, 0];
  for (const result of results) {
    if (result.kind === 'refused') refused.push(result);
    else if (result.known) known += 1;
    else accepted += 1;
  }
  for (const one of told) {
    if (one.kind !== 'event') continue;
    const recorded = await recordEvent(context, context.companyId, one.event);
    if (recorded.kind === 'refused') refused.push(recorded);
    else accepted += 1;
  }
  return {
    counts: { received: told.length, accepted, known, refused: refused.length },
    refused: refused.map(({ code, pointer }) => ({ code, pointer })),
  };
}
