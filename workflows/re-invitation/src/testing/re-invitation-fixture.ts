import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { nextReInvitationStep, type ReInvitationFile } from '@goen/case-domain/re-invitation';
import { companySettings } from '@goen/contracts/internal';
import {
  caseTaskQueue,
  mailTaskQueue,
  type ReInvitationFact,
  type ReInvitationFactKind,
} from '@goen/contracts/workflow';
import { nudgeReInvitation, toReInvitationWorkflowId } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { startWorkflowWorkers } from '@goen/testing';
import { inject } from 'vitest';
import type { ReInvitationActivities, ReInvitationMailActivities } from '../activities.ts';

export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));
export const dayMs = 86_400_000;
/** Mails may leave at any hour: sending windows are not the workflow's concern. */
const { hours } = companySettings.parse({
  sender: { name: 'A', fromAddress: 'a@example.com' },
  hours: {
    opensAt: '00:00',
    closesAt: '24:00',
    shortClosesAt: '24:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    onHolidays: true,
  },
});

/**
 * A time-skipping server and a worker with the real workflow and the real rules; its activities keep the facts of each
 * re-invitation in memory.
 */
export async function startReInvitationFixture() {
  const factsById = new Map<string, ReInvitationFact[]>();
  const companyId = randomUUID();
  const createdAtMs = Date.now();
  const listFacts = (id: string) => factsById.get(id) ?? [];
  const record = (id: string, kind: ReInvitationFactKind, atMs: number, data: object = {}) => {
    const facts = listFacts(id);
    const fact = { seq: facts.length + 1, kind, at: new Date(atMs).toISOString(), data } as ReInvitationFact;
    factsById.set(id, [...facts, fact]);
  };
  const toFile = (id: string): ReInvitationFile => ({
    facts: listFacts(id),
    createdAtMs,
    hours,
    approval: 'automatic',
    block: null,
    areMailsPaused: false,
    isPositionOpen: true,
  });
  const decide = (id: string, asOfMs: number) => nextReInvitationStep(toFile(id), asOfMs);
  const activities: ReInvitationActivities & ReInvitationMailActivities = {
    decideReInvitation: async ({ reInvitationId: id, asOfMs }) => {
      const step = decide(id, asOfMs);
      return { step, details: `Acts: ${step.kind}.` };
    },
    closeReInvitation: async ({ reInvitationId: id, asOfMs }) => {
      const step = decide(id, asOfMs);
      if (step.kind === 'close') record(id, 're_invitation.closed', asOfMs, { ended: step.ended });
    },
    sendReInvitationMail: async ({ reInvitationId: id, asOfMs }) => {
      const step = decide(id, asOfMs);
      if (step.kind !== 'send') return;
      record(id, 'mail.sent', asOfMs, { n: step.n, mail: step.mail, messageId: 'm', date: '2026-11-24' });
    },
    notifyOwner: async ({ reInvitationId: id, asOfMs }) => {
      const step = decide(id, asOfMs);
      if (step.kind !== 'notify_owner') return;
      record(id, 'owner.notified', asOfMs, { reminder: step.reminder, messageId: null, date: '2026-11-24' });
    },
  };
  const workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 're-invitation',
    workflowsPath,
    activities,
    taskQueues: [caseTaskQueue, mailTaskQueue],
  });
  const nudge = (id: string) => nudgeReInvitation(workers.client, { reInvitationId: id, companyId });
  return {
    client: workers.client,
    listSteps: (id: string) =>
      listFacts(id).map(({ kind, data }) =>
        'mail' in data ? `${kind} ${data.mail}` : 'ended' in data ? data.ended : kind,
      ),
    /** Records a fact from outside the workflow and nudges it. */
    async addFact(id: string, kind: ReInvitationFactKind, data: object = {}) {
      record(id, kind, Date.now(), data);
      await nudge(id);
    },
    async start() {
      const id = randomUUID();
      await nudge(id);
      return { id, workflowId: toReInvitationWorkflowId(id) };
    },
    close: workers.close,
  };
}
