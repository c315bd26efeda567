import type { MailKind } from '@goen/contracts/internal';
import { type connectTemporal, searchAttributeKeys, toCaseWorkflowId } from '@goen/temporal-kit';
import { fastForward, fastForwardMarginMs } from '@goen/testing';
import type { CaseView, GatewayApi } from './gateway-api.ts';
import { waitUntil } from './wait-until.ts';

type CaseOfCandidate = { readonly caseId: string; readonly application: { readonly applicationId: string } };
type CaseReader = Pick<GatewayApi, 'getCase'>;
export type TemporalClient = Awaited<ReturnType<typeof connectTemporal>>['client'];

const hasMail = (view: CaseView) => view.timeline.some(({ kind }) => kind === 'mail.sent');
const wasSent = (view: CaseView, mail: MailKind) =>
  view.timeline.some(({ kind, data }) => kind === 'mail.sent' && data.mail === mail);
const isClosed = (view: CaseView) => view.state === 'closed';

/** Until the candidate has the first mail, or the case closed without one. */
export const skipToFirstMail = (client: TemporalClient, api: CaseReader, candidate: CaseOfCandidate): Promise<void> =>
  skipUntil(client, api, candidate, (view) => hasMail(view) || isClosed(view));

/** Until the mail that asks whether the details may be kept, or the end. */
export const skipToQuestion = (client: TemporalClient, api: CaseReader, candidate: CaseOfCandidate): Promise<void> =>
  skipToMail(client, api, candidate, 'second_follow_up');

/** Until the candidate has a mail of this kind, or the case closed without one. */
export const skipToMail = (
  client: TemporalClient,
  api: CaseReader,
  candidate: CaseOfCandidate,
  mail: MailKind,
): Promise<void> => skipUntil(client, api, candidate, (view) => wasSent(view, mail) || isClosed(view));

export const skipToEnd = (client: TemporalClient, api: CaseReader, candidate: CaseOfCandidate): Promise<void> =>
  skipUntil(client, api, candidate, isClosed);

const maxSkips = 30;

/** Skips from one due time of a case to the next until `isDone`. */
async function skipUntil(
  client: TemporalClient,
  api: CaseReader,
  { caseId, application }: CaseOfCandidate,
  isDone: (view: CaseView) => boolean,
): Promise<void> {
  let skippedToMs = 0;
  for (let skips = 0; skips < maxSkips; skips += 1) {
    const view = await api.getCase(caseId);
    if (isDone(view)) return;
    // Wait for a step that is already due: skipping time while a case acts would take it too far.
    const dueMs = view.next_step_at === null ? 0 : Date.parse(view.next_step_at);
    if (dueMs > skippedToMs) {
      skippedToMs = dueMs + fastForwardMarginMs;
      await skipWorkflowTo(client, toCaseWorkflowId(caseId), skippedToMs);
    }
    const before = toProgress(view);
    await waitUntil(`the next step of a case (${view.next_step})`, async () => {
      const current = await api.getCase(caseId);
      return isDone(current) || toProgress(current) !== before;
    });
  }
  throw new Error(`The case of ${application.applicationId} did not close.`);
}

const toProgress = ({ next_step_at: nextStepAt, timeline }: CaseView): string => `${nextStepAt} ${timeline.length}`;

/** Moves the clock of a workflow, however often Temporal must be asked. */
export async function skipWorkflowTo(client: TemporalClient, workflowId: string, untilMs: number): Promise<void> {
  const skip = () => fastForward(client, workflowId, { untilMs }).then(() => true);
  await waitUntil('Temporal', () => skip().catch(() => false));
}

type Progress = {
  readonly awaited: string;
  readonly isDone: () => Promise<boolean>;
  /** The steps whose time may be skipped: one that follows `isDone` must not be. */
  readonly steps: readonly string[];
};

/** Skips the waits of a workflow before one of these steps until `isDone`. */
export async function skipWorkflowUntil(
  client: TemporalClient,
  workflowId: string,
  { awaited, isDone, steps }: Progress,
): Promise<void> {
  await waitUntil(awaited, async () => {
    if (await isDone()) return true;
    const described = await client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null);
    const step = described?.typedSearchAttributes.get(searchAttributeKeys.nextStep);
    const dueAt = described?.typedSearchAttributes.get(searchAttributeKeys.nextStepAt);
    if (step !== undefined && steps.includes(step) && dueAt && dueAt.getTime() > Date.now()) {
      await fastForward(client, workflowId, { untilMs: dueAt.getTime() + fastForwardMarginMs }).catch(() => false);
    }
    return isDone();
  });
}
