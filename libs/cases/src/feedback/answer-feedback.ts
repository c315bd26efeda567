import { describeCase } from '@goen/case-domain';
import { type Em, FeedbackRequest } from '@goen/case-store';
import { toComparisonKey } from '@goen/contracts/text';
import { recordFacts } from '../record-facts.ts';

export type FeedbackDecision = {
  readonly requestId: string;
  readonly by: string;
  /** Null: the company would rather not say; a polite refusal counts as an answer. */
  readonly answer: { readonly phrases: readonly string[]; readonly ownWords: string | null } | null;
};

export type AnsweredFeedback =
  | { readonly kind: 'recorded'; readonly request: FeedbackRequest }
  | { readonly kind: 'unknown' }
  /** Answered before, or the case has ended meanwhile. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown_phrase'; readonly index: number };

/** Records a member's answer; its mail goes through the queue. In the caller's transaction. */
export async function answerFeedback(
  em: Em,
  { requestId, by, answer }: FeedbackDecision,
  now: Date,
): Promise<AnsweredFeedback> {
  const found = await em.findOne(FeedbackRequest, { id: requestId });
  if (found === null) return { kind: 'unknown' };
  let result: AnsweredFeedback = { kind: 'closed' };
  await recordFacts(
    { em, now },
    {
      caseId: found.caseId,
      facts: async ({ file }) => {
        const { feedback } = describeCase(file, now.getTime());
        if (feedback.kind !== 'requested' || feedback.requestId !== requestId) return null;
        const phrases = answer ? pickPhrases(answer.phrases, file.settings.feedback.phrases) : [];
        if ('unknownAt' in phrases) {
          result = { kind: 'unknown_phrase', index: phrases.unknownAt };
          return null;
        }
        const request = await em.findOneOrFail(FeedbackRequest, { id: requestId }, { refresh: true });
        const ownWords = answer?.ownWords ?? null;
        Object.assign(request, {
          state: answer ? 'answered' : 'refused',
          phrases,
          ownWords,
          answeredBy: by,
          answeredAt: now,
        });
        await em.flush();
        result = { kind: 'recorded', request };
        const data = {
          requestId,
          rejectionId: request.rejectionId,
          answer: answer ? ('given' as const) : ('refused' as const),
          ownWords: ownWords !== null,
          by,
        };
        return { kind: 'feedback.answered', at: now, data };
      },
    },
  );
  return result;
}

/** The phrases as the company approved them; or the first that it did not. */
function pickPhrases(given: readonly string[], approved: readonly string[]): string[] | { readonly unknownAt: number } {
  const byKey = new Map(approved.map((phrase) => [toComparisonKey(phrase), phrase]));
  const picked = given.map((phrase) => byKey.get(toComparisonKey(phrase)));
  const unknownAt = picked.indexOf(undefined);
  return unknownAt === -1 ? picked.filter((phrase) => phrase !== undefined) : { unknownAt };
}

/** One paragraph. Null: there is no such text any more. */
export async function readFeedbackText(em: Em, rejectionIds: readonly string[], locale: 'ja' | 'en') {
  const request = await em.findOne(FeedbackRequest, { rejectionId: { $in: [...rejectionIds] }, state: 'answered' });
  const sentences = request ? [...request.phrases, ...(request.ownWords ? [request.ownWords] : [])] : [];
  return sentences.length === 0 ? null : sentences.join(locale === 'ja' ? '' : ' ');
}
