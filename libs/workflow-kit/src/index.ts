export { describeSleep } from './describe-sleep.ts';
export { type SleepLoop, sleepThenAct } from './sleep-then-act.ts';
