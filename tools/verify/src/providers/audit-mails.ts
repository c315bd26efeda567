import { countInInbox } from './misbehave.ts';
import type { Expected, ProvidersStage } from './start-providers.ts';

export type MailAudit = {
  readonly duplicates: number;
  /** Results that reached nobody, while the case says that they were sent or says nothing. */
  readonly silentLosses: number;
  /** Results of which the case shows that nobody knows whether they arrived. */
  readonly unconfirmed: number;
  readonly faults: readonly string[];
};

/** Compares what people got with what their cases show. */
export async function auditMails(stage: ProvidersStage, expected: readonly Expected[]): Promise<MailAudit> {
  const audit = { duplicates: 0, silentLosses: 0, unconfirmed: 0, faults: [] as string[] };
  for (const one of expected) {
    const arrived = await countInInbox(stage, one);
    const { timeline } = await stage.api(one.provider).getCase(one.caseId);
    const shown = timeline.find(({ kind }) => kind === 'mail.sent' || kind === 'mail.skipped');
    const isUnconfirmed = shown?.kind === 'mail.skipped' && shown.data.reason === 'unconfirmed';
    const words = `${one.provider}, case ${one.caseId}: ${arrived} mails, the case shows ${shown?.kind ?? 'nothing'}`;
    if (arrived > 1) {
      audit.duplicates += arrived - 1;
      audit.faults.push(`Sent twice: ${words}`);
    }
    if (isUnconfirmed) audit.unconfirmed += 1;
    else if (arrived === 0 || shown?.kind !== 'mail.sent') {
      audit.silentLosses += 1;
      audit.faults.push(`Lost: ${words} ${JSON.stringify(shown?.data ?? null)}`);
    }
    // Only SMTP has neither a key that it recognises nor a list to look a mail up in.
    if (isUnconfirmed && one.provider !== 'smtp') audit.faults.push(`Given up although it can be looked up: ${words}`);
  }
  return audit;
}
