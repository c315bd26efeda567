import { type DestinationStream, type Logger, pino } from 'pino';
import { readTraceIds } from './telemetry/tracing.ts';

export type { Logger };

/**
 * Structured logs on standard output. Callers log ids, codes and counts, never names, addresses or bodies;
 * redaction is the safety net. Within a trace each line has its `trace_id` and `span_id`.
 */
export function createLogger(service: string, level = 'info', destination?: DestinationStream): Logger {
  const secret = ['email', 'to', 'name', 'full_name', 'family_name', 'given_name', 'phone', 'token', 'authorization'];
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: '[redacted]' },
    serializers: { err: describeError },
    mixin: () => readTraceIds() ?? {},
  };
  return pino(options, destination ?? (standardOutput ??= joinLines()));
}

/** Of all loggers of the process, so that their lines stay in order. */
let standardOutput: DestinationStream | undefined;

/**
 * Writes the lines of one turn of the event loop together: a system call per line costs a busy service more than the
 * line does. A process that exits or throws still writes them.
 */
function joinLines(): DestinationStream {
  const output = pino.destination(1);
  let lines = '';
  const writeLines = () => {
    if (lines !== '') output.write(lines);
    lines = '';
  };
  process.on('exit', writeLines);
  return {
    write(line) {
      if (lines === '') setImmediate(writeLines);
      lines += line;
    },
  };
}

/** Database errors quote row values in their messages, so only the type, code and stack frames are logged. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, ...(code ? { code } : {}), at: frames.slice(0, 8).map((line) => line.trim()) };
}
