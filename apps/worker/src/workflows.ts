// The workflow bundle: every workflow of the `cases` queue.
export { candidateCase } from '@goen/candidate-case/workflow';
export { connectionPoll } from '@goen/connection-poll/workflow';
export { fileImport } from '@goen/file-import/workflow';
export { introduction, relayRound } from '@goen/introduction/workflow';
export { retentionRound } from '@goen/maintenance/workflow';
export { reInvitation } from '@goen/re-invitation/workflow';
