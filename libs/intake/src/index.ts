export { type Accepted, acceptRejections, type Intake, type IntakeContext } from './accept-rejections.ts';
export type { Refusal } from './read-report.ts';
export { type Recorded, recordEvent } from './record-event.ts';
