// What the workflow bundle holds: every workflow of the queue.
export { candidateCase } from '@goen/candidate-case/workflow';
export { connectionPoll } from '@goen/connection-poll/workflow';
export { fileImport } from '@goen/file-import/workflow';
export { introduction, relayRound } from '@goen/introduction/workflow';
