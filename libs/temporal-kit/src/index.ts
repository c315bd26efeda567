export { nudgeCase, startCase, workflowIdOf } from './case-workflows.ts';
export { connectTemporal, type TemporalConnection } from './connect.ts';
export { importWorkflowIdOf, nudgeImport } from './import-workflows.ts';
export {
  ensureRelaySchedule,
  introductionWorkflowIdOf,
  nudgeIntroduction,
  triggerRelayRound,
} from './introduction-workflows.ts';
export { dropPollSchedule, keepPollSchedule } from './poll-schedules.ts';
export { searchAttributeKeys } from './search-attributes.ts';
