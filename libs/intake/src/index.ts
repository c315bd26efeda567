export {
  type Accepted,
  acceptRejections,
  type Intake,
  type IntakeContext,
  type IntakeOptions,
} from './accept-rejections.ts';
export { importBytes } from './imports/import-bytes.ts';
export {
  type FileConnection,
  findImport,
  fingerprintOf,
  type ReceivedFile,
  receiveFile,
  receivingMs,
} from './imports/receive-file.ts';
export { type Recorded, recordEvent } from './record-event.ts';
export { type Rehearse, rehearseRejections } from './rehearse-rejections.ts';
