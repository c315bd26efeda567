import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type IntroductionInput, nextIntroductionStep } from '@goen/case-domain';
import { companySettings } from '@goen/contracts/internal';
import {
  caseTaskQueue,
  type IntroductionFact,
  type IntroductionFactKind,
  mailTaskQueue,
} from '@goen/contracts/workflow';
import { nudgeIntroduction, toIntroductionWorkflowId } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { startWorkflowWorkers } from '@goen/testing';
import { inject } from 'vitest';
import type { IntroductionActivities, IntroductionMailActivities, RelayRoundActivities } from '../activities.ts';

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

/** How credit-service responds. */
export type Scenario = { readonly credit?: 'held' | 'refused' };

/**
 * A time-skipping server and a worker with the real workflow and the real rules; its activities keep the facts of each
 * introduction in memory.
 */
export async function startIntroductionFixture() {
  const factsById = new Map<string, IntroductionFact[]>();
  const scenarios = new Map<string, Scenario>();
  const listFacts = (id: string) => factsById.get(id) ?? [];
  const record = (id: string, kind: IntroductionFactKind, atMs: number, data: object = {}) => {
    const facts = listFacts(id);
    const fact = { seq: facts.length + 1, kind, at: new Date(atMs).toISOString(), data } as IntroductionFact;
    factsById.set(id, [...facts, fact]);
  };
  const toInput = (id: string): IntroductionInput => ({
    facts: listFacts(id),
    hours,
    hasValidConsent: true,
    canBeAsked: true,
    pausedUntil: null,
    isLicenceValid: true,
    approval: 'automatic',
    areMailsPaused: false,
    isReceiverSuspended: false,
    isPositionOpen: true,
  });
  const activities: IntroductionActivities & IntroductionMailActivities & RelayRoundActivities = {
    decideIntroduction: async ({ introductionId: id, asOfMs }) => {
      const step = nextIntroductionStep(toInput(id), asOfMs);
      return { step, details: `Acts: ${step.kind}.` };
    },
    holdCredit: async ({ introductionId: id, asOfMs }) =>
      record(id, scenarios.get(id)?.credit === 'refused' ? 'credit.refused' : 'credit.held', asOfMs),
    provide: async ({ introductionId: id, asOfMs }) => record(id, 'profile.provided', asOfMs, { recordIds: [] }),
    captureCredit: async ({ introductionId: id, asOfMs }) => record(id, 'credit.captured', asOfMs),
    releaseCredit: async ({ introductionId: id, asOfMs }) => record(id, 'credit.released', asOfMs),
    closeIntroduction: async ({ introductionId: id, asOfMs }) => {
      const step = nextIntroductionStep(toInput(id), asOfMs);
      if (step.kind === 'close') record(id, 'introduction.closed', asOfMs, { ended: step.ended });
    },
    askCandidate: async ({ introductionId: id, asOfMs }) => {
      const isAsked = listFacts(id).some(({ kind }) => kind === 'candidate.asked');
      record(id, isAsked ? 'candidate.reminded' : 'candidate.asked', asOfMs, { messageId: 'm' });
    },
    tellCompany: async ({ introductionId: id, asOfMs }) => {
      const step = nextIntroductionStep(toInput(id), asOfMs);
      if (step.kind === 'remind_company') {
        record(id, 'company.reminded', asOfMs, { afterDays: step.afterDays, messageId: 'm' });
      } else {
        record(id, 'company.told', asOfMs, { messageId: 'm' });
      }
    },
    lapseConsents: async () => 1,
    wakeOverdue: async () => 2,
    settleHolds: async () => 3,
    matchPositions: async () => 4,
  };
  const workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 'introduction',
    workflowsPath,
    activities,
    taskQueues: [caseTaskQueue, mailTaskQueue],
  });
  return {
    client: workers.client,
    listFactKinds: (id: string) => listFacts(id).map(({ kind }) => kind),
    findEnd: (id: string) => listFacts(id).find((fact) => fact.kind === 'introduction.closed')?.data.ended,
    /** Records a fact from outside the workflow and nudges it. */
    async addFact(id: string, kind: IntroductionFactKind, data: object = {}) {
      record(id, kind, Date.now(), data);
      await nudgeIntroduction(workers.client, { introductionId: id, companyId: randomUUID() });
    },
    async start(scenario: Scenario = {}) {
      const id = randomUUID();
      scenarios.set(id, scenario);
      await nudgeIntroduction(workers.client, { introductionId: id, companyId: randomUUID() });
      return { id, workflowId: toIntroductionWorkflowId(id) };
    },
    close: workers.close,
  };
}
