export { describeSleep } from './describe-sleep.ts';
export { sleepThenAct } from './sleep-then-act.ts';
