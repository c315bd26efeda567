export { fastForward, fastForwardMarginMs } from './fast-forward.ts';
export { allRuns, toHistory } from './histories.ts';
export { granted, now, type PoolFixture, type Seeded, startPoolFixture, withdrawn } from './pool-fixture.ts';
export { seedFacts } from './seed-facts.ts';
export { someConditions } from './some-conditions.ts';
export { startWorkflowWorkers } from './start-workflow-workers.ts';
export { someday, startStoreFixture } from './store-fixture.ts';
