import { type connectTemporal, workflowIdOf } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import { type CaseView, type GatewayApi, until } from './api.ts';

export type Client = Awaited<ReturnType<typeof connectTemporal>>['client'];
type Followed = { readonly who: string; readonly caseId: string };

const sentTo = (view: CaseView) => view.timeline.some((fact) => fact.kind === 'mail.sent');

/** Until the person has their first mail, or the case ended without one. */
export async function toFirstMail(client: Client, api: GatewayApi, person: Followed): Promise<void> {
  await moveUntil(client, api, person, (view) => sentTo(view) || view.state === 'closed');
}

export async function toTheEnd(client: Client, api: GatewayApi, person: Followed): Promise<void> {
  await moveUntil(client, api, person, (view) => view.state === 'closed');
}

const dueAlreadyMs = 10 * 60_000;

/** Skips from one due time of a case to the next until `done`; each skip ends a little after the time it is for. */
async function moveUntil(
  client: Client,
  api: GatewayApi,
  person: Followed,
  done: (view: CaseView) => boolean,
): Promise<void> {
  let movedToMs = 0;
  for (let moves = 0; moves < 30; moves += 1) {
    const view = await api.caseOf(person.caseId);
    if (done(view)) return;
    // What is due already is only waited for: time that is skipped while a case acts would carry it on too far.
    const dueMs = view.next_step_at === null ? 0 : Date.parse(view.next_step_at);
    if (dueMs > movedToMs + dueAlreadyMs) {
      const untilMs = dueMs + 1_000;
      movedToMs = untilMs;
      const skip = () => fastForward(client, workflowIdOf(person.caseId), { untilMs }).then(() => true);
      await until('Temporal', () => skip().catch(() => false));
    }
    const before = JSON.stringify([view.next_step_at, view.timeline.length]);
    await until(`the next step of a case (${view.next_step})`, async () => {
      const now = await api.caseOf(person.caseId);
      return done(now) || JSON.stringify([now.next_step_at, now.timeline.length]) !== before;
    });
  }
  throw new Error(`The case of ${person.who} did not come to its end.`);
}
