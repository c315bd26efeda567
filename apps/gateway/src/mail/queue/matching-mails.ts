import { createHash } from 'node:crypto';
import type {
  MailDecisionResult,
  MatchingMails,
  MatchingMailsDecision,
  MatchingMailsResult,
  mailQueueQuery,
  QueuedMail,
} from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { type Decider, decideMails } from './decide-mails.ts';
import { listMails } from './list-mails.ts';

type Filter = Omit<z.output<typeof mailQueueQuery>, 'limit'>;

/** What one decision covers at most: whoever has more of them decides day by day. */
const maxMatching = 2_000;
const pageSize = 200;

/** All mails that a filter finds from a place of the queue on. Throws `invalid_request` when they are too many. */
async function findMatching(context: GatewayContext, companyId: string, filter: Filter): Promise<QueuedMail[]> {
  const mails: QueuedMail[] = [];
  let cursor: string | null | undefined = filter.cursor;
  do {
    const page = await listMails(context, companyId, { ...filter, cursor, limit: pageSize });
    mails.push(...page.items);
    cursor = page.next;
    if (mails.length > maxMatching) {
      const detail = `More than ${maxMatching} mails match. Choose a day, a stage or a kind.`;
      throw new HttpProblem('invalid_request', { errors: [{ pointer: '/filter', code: 'too_many', detail }] });
    }
  } while (cursor !== null);
  return mails;
}

/** Changes with every mail that enters, leaves, or is another one now; not with its date. */
function toToken(mails: readonly QueuedMail[]): string {
  const lines = mails.map(({ case_id: id, kind, rejection_ids: ids, approval, edited }) =>
    [id, kind, ids.toSorted().join('+'), approval, edited].join(),
  );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('base64url');
}

const viewMatching = (mails: readonly QueuedMail[]): MatchingMails => ({ count: mails.length, token: toToken(mails) });

export const matchMails = async (context: GatewayContext, companyId: string, filter: Filter): Promise<MatchingMails> =>
  viewMatching(await findMatching(context, companyId, filter));

/**
 * Decides about the next mails that a filter finds, if it still finds exactly those that the token stands for. Throws
 * `selection_changed`.
 */
export async function decideMatchingMails(
  context: GatewayContext,
  companyId: string,
  { filter, cursor, token, action, limit }: MatchingMailsDecision,
  decider: Decider,
): Promise<MatchingMailsResult> {
  const page = await listMails(context, companyId, { ...filter, cursor, limit });
  const rest = page.next === null ? [] : await findMatching(context, companyId, { ...filter, cursor: page.next });
  if (toToken([...page.items, ...rest]) !== token) throw new HttpProblem('selection_changed');
  const decisions = page.items.map(({ case_id, kind, rejection_ids: ids }) => ({
    case_id,
    kind,
    action,
    ...(ids.length > 0 ? { rejection_ids: ids } : {}),
  }));
  const results = await decideMails(context, companyId, decisions, decider);
  const isProblem = (result: MailDecisionResult) => 'problem' in result;
  const isChanged = (result: MailDecisionResult) => 'changed' in result && result.changed;
  return {
    changed: results.filter(isChanged).length,
    unchanged: results.filter((result) => !isProblem(result) && !isChanged(result)).length,
    problems: results.filter(isProblem),
    next: page.next === null ? null : { ...viewMatching(rest), cursor: page.next },
  };
}
