export { type CaseRefs, nudgeCase, startCase, workflowIdOf } from './case-workflows.ts';
export { connectTemporal, type TemporalConnection } from './connect.ts';
export { fastForward } from './fast-forward.ts';
export { allRuns, historyOf, type WorkflowHistory } from './histories.ts';
export { importWorkflowIdOf, nudgeImport } from './import-workflows.ts';
export {
  ensureRelaySchedule,
  introductionWorkflowIdOf,
  nudgeIntroduction,
  triggerRelayRound,
} from './introduction-workflows.ts';
export { dropPollSchedule, keepPollSchedule, type PollPlan } from './poll-schedules.ts';
export { searchAttributeKeys } from './search-attributes.ts';
