export * from './case-workflow.ts';
export * from './connection-poll.ts';
