import { type Em, withIntake } from '@goen/case-store';
import type { RejectionReport } from '@goen/contracts/public';
import { newId } from '../new-id.ts';
import { type Answered, acceptRead, type Intake, type IntakeContext, readReports } from './accept-rejections.ts';
import type { Accepted } from './accept-report.ts';
import { countIntake } from './count-intake.ts';
import { insertRows } from './insert-rows.ts';
import { emptyRows, type IntakeRows } from './intake-rows.ts';
import { lockIntake } from './lock-intake.ts';
import type { EvaluatedCases } from './open-case.ts';
import { type Outlook, readOutlooks, toOutlook } from './outlook.ts';
import type { Refusal } from './read-report.ts';
import type { RequestKey, StoredResponse } from './request-key.ts';

export type ReportRequest = {
  readonly report: RejectionReport;
  /** Null without an Idempotency-Key. */
  readonly key: RequestKey | null;
  readonly toResponse: (accepted: Accepted & Outlook) => StoredResponse;
};

export type RequestResult =
  | { readonly kind: 'response'; readonly response: StoredResponse; readonly replayed: boolean }
  | { readonly kind: 'key_reused' | 'in_progress' }
  | Refusal;

/**
 * Accepts the reports of several requests in one transaction, which also stores their responses: a repeat with the same
 * key has no effect of its own, whenever the process dies. Their keys differ, and are of one method and route.
 */
export async function acceptRequests(
  context: IntakeContext,
  requests: readonly ReportRequest[],
): Promise<RequestResult[]> {
  const { companyId, now } = context;
  const reports = requests.map(({ report }) => report);
  let accepted: readonly (Intake | Answered)[] = [];
  const sent = await withIntake(context.orm, companyId, async (em) => {
    await lockIntake(em, companyId);
    const responses = new Map<number, StoredResponse>();
    const evaluated: EvaluatedCases = new Map();
    const respond = (index: number, accepted: Accepted & Outlook, rows: Pick<IntakeRows, 'responses'>) => {
      const request = requests[index];
      if (!request) return;
      const response = request.toResponse(accepted);
      responses.set(index, response);
      if (request.key) rows.responses.push({ id: newId(), companyId, ...request.key, ...response });
    };
    const results = await acceptRead(
      em,
      context,
      readReports(context, reports),
      {
        requests: requests.map(({ key }) => key),
        beforeWrite: (accepted, rows) => {
          for (const [index, result] of accepted.entries()) {
            const opened = result.kind === 'accepted' && evaluated.get(result.caseId);
            if (opened) respond(index, { ...result, ...toOutlook(opened, result.rejectionId) }, rows);
          }
        },
      },
      evaluated,
    );
    accepted = results;
    await respondToOthers(em, results, { responses, evaluated, now, respond });
    return results.map((result, index) => toResult(result, requests[index]?.key ?? null, responses.get(index)));
  });
  countIntake(accepted);
  return sent;
}

type Responding = {
  readonly responses: ReadonlyMap<number, StoredResponse>;
  readonly evaluated: EvaluatedCases;
  readonly now: Date;
  readonly respond: (index: number, accepted: Accepted & Outlook, rows: Pick<IntakeRows, 'responses'>) => void;
};

/** To those whose case was known before: it is loaded as it is now. */
async function respondToOthers(
  em: Em,
  results: readonly (Intake | Answered)[],
  { responses, evaluated, now, respond }: Responding,
): Promise<void> {
  const others = [...results.entries()].flatMap(([index, result]) =>
    result.kind === 'accepted' && !responses.has(index) ? [{ index, result }] : [],
  );
  if (others.length === 0) return;
  const accepted = others.map(({ result }) => result);
  const outlooks = await readOutlooks(em, accepted, evaluated, now);
  const rows = emptyRows();
  others.forEach(({ index, result }, n) => {
    const outlook = outlooks[n];
    if (outlook) respond(index, { ...result, ...outlook }, rows);
  });
  if (rows.responses.length > 0) await insertRows(em, rows);
}

function toResult(
  result: Intake | Answered,
  key: RequestKey | null,
  response: StoredResponse | undefined,
): RequestResult {
  if (result.kind === 'refused') return result;
  if (result.kind === 'accepted') {
    if (!response) throw new Error('An accepted rejection has no response');
    return { kind: 'response', response, replayed: false };
  }
  const { body_hash, status, content_type, body } = result.response;
  if (body_hash !== key?.bodyHash) return { kind: 'key_reused' };
  if (status === null) return { kind: 'in_progress' };
  const stored = { status, contentType: content_type ?? 'application/json', body: body ?? '' };
  return { kind: 'response', response: stored, replayed: true };
}
