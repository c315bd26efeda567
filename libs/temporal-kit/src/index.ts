export { countCaseBacklog, nudgeCase, startCase, toCaseWorkflowId } from './case-workflows.ts';
export { connectTemporal, hasStatus, isTemporalOverloaded, type TemporalConnection } from './connect.ts';
export { nudgeImport, toImportWorkflowId } from './import-workflows.ts';
export {
  ensureRelaySchedule,
  nudgeIntroduction,
  toIntroductionWorkflowId,
  triggerRelayRound,
} from './introduction-workflows.ts';
export { createPayloadCodec } from './payload-codec.ts';
export { deletePollSchedule, savePollSchedule } from './poll-schedules.ts';
export { nudgeReInvitation, toReInvitationWorkflowId } from './re-invitation-workflows.ts';
export { readBacklogs } from './read-backlogs.ts';
export { ensureRetentionSchedule } from './retention-schedule.ts';
export { searchAttributeKeys } from './search-attributes.ts';
export { setUpNamespace } from './set-up-namespace.ts';
export { temporalEnvironment, toDataConverter, toTemporalSettings } from './temporal-settings.ts';
