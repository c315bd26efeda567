export { nudgeCase, startCase, toCaseWorkflowId } from './case-workflows.ts';
export { connectTemporal, type TemporalConnection } from './connect.ts';
export { nudgeImport, toImportWorkflowId } from './import-workflows.ts';
export {
  ensureRelaySchedule,
  nudgeIntroduction,
  toIntroductionWorkflowId,
  triggerRelayRound,
} from './introduction-workflows.ts';
export { deletePollSchedule, savePollSchedule } from './poll-schedules.ts';
export { searchAttributeKeys } from './search-attributes.ts';
