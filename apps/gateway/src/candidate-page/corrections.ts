import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { CorrectionRequest, type Database, type Em, withCompany } from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import { emitEvent } from '@goen/webhooks';
import { z } from 'zod';

/** In code points, like `maxlength` roughly; browsers count UTF-16 units. */
export const maxCorrectionLength = 500;
/** Waiting at a time: more are not read. */
const maxOpen = 5;
const shownRequests = 20;

export const correctionForm = z.object({
  action: z.literal('correct'),
  text: z.string().trim().min(1).max(maxCorrectionLength),
});

export type PageCorrection = {
  readonly text: string;
  readonly askedOn: string;
  readonly state: CorrectionRequest['state'];
  readonly answer: string | null;
};

/** A person asks the company to correct their details (個人情報保護法 Art. 34). The same text again is not stored twice. */
export function askForCorrection(orm: Database, link: LinkTarget, text: string, now: Date): Promise<void> {
  const { candidateId, companyId } = link;
  return withCompany(orm, companyId, async (em) => {
    const [candidate] = await em.execute<{ erased: boolean }[]>(
      'select erased_at is not null as erased from candidate where id = ? for update',
      [candidateId],
    );
    if (!candidate || candidate.erased) return;
    const open = await em.find(CorrectionRequest, { candidateId, state: 'open' });
    if (open.length >= maxOpen || open.some((request) => request.text === text)) return;
    const id = randomUUID();
    await em.insert(CorrectionRequest, {
      id,
      companyId,
      candidateId,
      text,
      state: 'open',
      askedAt: now,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    });
    const ids = { correction_request_id: id, candidate_id: candidateId };
    await emitEvent(em, companyId, 'correction.requested', ids, { at: now, dedupeKey: `correction:${id}` });
  });
}

export async function readCorrections(em: Em, candidateId: string): Promise<PageCorrection[]> {
  const rows = await em.find(
    CorrectionRequest,
    { candidateId },
    { orderBy: [{ askedAt: 'desc' }, { id: 'desc' }], limit: shownRequests },
  );
  return rows.map(({ text, askedAt, state, answer }) => ({
    text,
    askedOn: toTokyoDate(askedAt.getTime()),
    state,
    answer: answer ?? null,
  }));
}
