import {
  Client,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  isGrpcServiceError,
  makeGrpcRetryInterceptor,
  ServiceError,
  type WorkflowClientInterceptor,
} from '@temporalio/client';
import { type TemporalSettings, toDataConverter } from './temporal-settings.ts';

export type TemporalConnection = { readonly client: Client; isReachable(): Promise<boolean>; close(): Promise<void> };

/**
 * A client of the Temporal server at `address` (host:port). Connects lazily: while the server is down each call fails,
 * and later calls succeed once it is back. `onRun` gets the id of each run that is started or signalled.
 */
export function connectTemporal(
  { namespace, payloadKeys, ...options }: TemporalSettings,
  onRun?: (runId: string) => void,
): Promise<TemporalConnection> {
  const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), failAfterClose];
  const connection = Connection.lazy({ ...options, interceptors });
  const client = new Client({
    connection,
    namespace,
    dataConverter: toDataConverter({ payloadKeys }),
    interceptors: { workflow: onRun ? [reportRuns(onRun)] : [] },
  });
  const checkServer = async () => {
    const check = () => connection.workflowService.getSystemInfo({});
    await connection.withDeadline(Date.now() + 2_000, check);
    return true;
  };
  return Promise.resolve({
    client,
    isReachable: () => checkServer().catch(() => false),
    close: () => connection.close(),
  });
}

const reportRuns = (onRun: (runId: string) => void): WorkflowClientInterceptor => ({
  async startWithDetails(input, next) {
    const output = await next(input);
    onRun(output.runId);
    return output;
  },
  async signalWithStart(input, next) {
    const runId = await next(input);
    onRun(runId);
    return runId;
  },
});

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/**
 * A retry whose connection was closed meanwhile fails its call. Otherwise gRPC throws from a timer, which ends the process.
 */
const failAfterClose: Interceptor = (options, nextCall) => {
  try {
    return nextCall(options) as ReturnType<Interceptor>;
  } catch (error) {
    const status = { code: cancelledCode, details: String(error) };
    const call = {
      start: (metadata: unknown, listener?: { onReceiveStatus?: (status: unknown) => void }) =>
        listener?.onReceiveStatus?.({ ...status, metadata }),
      sendMessage() {},
      sendMessageWithContext() {},
      startRead() {},
      halfClose() {},
      cancelWithStatus() {},
      getPeer: () => 'closed',
    };
    return call as unknown as ReturnType<Interceptor>;
  }
};

/** Whether the server refused a call with one of these gRPC status codes. */
export const hasStatus = (error: unknown, codes: readonly number[]): boolean =>
  isGrpcServiceError(error) && codes.includes(error.code);

/** gRPC status code. */
const cancelledCode = 1;
/** gRPC status codes: the server is busy, away, or slower than the deadline. */
const overloadCodes: readonly number[] = [4, 8, 14];

/** Whether the server could not take the call, rather than refuse it. */
export function isTemporalOverloaded(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return hasStatus(cause, overloadCodes);
}
