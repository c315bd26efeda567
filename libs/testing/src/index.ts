export { fastForward } from './fast-forward.ts';
export { allRuns, historyOf } from './histories.ts';
export { granted, now, type PoolBench, type Seeded, startPoolBench, withdrawn } from './pool-fixture.ts';
export { seedFacts } from './seed-facts.ts';
export { someday, startStoreBench } from './store-fixture.ts';
