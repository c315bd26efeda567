import type { Sink } from './sink.ts';

/** Every system that candidates go to, by the kind of its connection. */
export const sinks: ReadonlyMap<string, Sink> = new Map<string, Sink>();
