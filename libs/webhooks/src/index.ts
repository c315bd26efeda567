export { emitEvent, emitEvents } from './emit-event.ts';
