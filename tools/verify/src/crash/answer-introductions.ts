import { drawItem, type Random } from '@goen/sandbox-kit';
import { listInbox, openMailbox, skipWorkflowUntil, type TemporalClient } from '@goen/stack/demo';
import { toIntroductionWorkflowId } from '@goen/temporal-kit';
import type { QueryRows } from '../query-rows.ts';
import { persist, pressOnce } from './persist.ts';

type Sides = {
  readonly inboxUrl: string;
  readonly temporal: TemporalClient;
  readonly random: Random;
  readonly queryCases: QueryRows;
};

/** Most accept: an introduction is proven by its hand-over. */
const answers = ['introduction.accept', 'introduction.accept', 'introduction.accept', 'introduction.decline'] as const;
const askedSubject = 'へのご紹介について';

/** The time of those who are to be asked comes, and each who has the question in the mailbox answers it. */
export async function answerIntroductions({ inboxUrl, temporal, random, queryCases }: Sides): Promise<void> {
  const unanswered = await queryCases(
    `select i.id, c.email from introduction i join candidate c on c.id = i.candidate_id
     where i.state in ('matched', 'asked') and i.answered_at is null and c.email is not null`,
  );
  for (const { id, email } of unanswered) {
    const address = String(email);
    await persist('The time of an introduction', () =>
      skipWorkflowUntil(temporal, toIntroductionWorkflowId(String(id)), {
        awaited: 'the question to a candidate',
        isDone: async () => {
          const [row] = await queryCases('select state from introduction where id = $1', [id]);
          return row?.state !== 'matched';
        },
        steps: ['ask'],
      }),
    );
    const mails = await listInbox(inboxUrl, address);
    // Its mail is on its way: the next round comes back to it.
    if (!mails.some(({ subject }) => subject.includes(askedSubject))) continue;
    const answer = drawItem(random, answers);
    await persist('An answer to an introduction', () => pressOnce(() => openMailbox(inboxUrl, address).press(answer)));
  }
}
