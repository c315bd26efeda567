import { type Database, openConsole } from '@goen/case-store';
import type { TemporalConnection } from '@goen/temporal-kit';
import type { GatewayContext } from '../http/gateway-app.ts';

/** What the operator's routes need beside the gateway's context. */
export type OperatorContext = GatewayContext & {
  /** Null where no Temporal is connected, as in tests of routes. */
  readonly temporal: Pick<TemporalConnection, 'client' | 'isReachable'> | null;
  /** Of Temporal's UI, with its namespace; null when its address is not set. */
  readonly temporalUiUrl: string | null;
};

type ConsoleEm = ReturnType<Database['em']['fork']>;

/** One transaction as the role that sees ids, states and counts of all companies. */
export const withConsole = async <T>(
  { orm }: Pick<GatewayContext, 'orm'>,
  work: (em: ConsoleEm) => Promise<T>,
): Promise<T> => (await openConsole(orm)).em.fork().transactional(work);

export const toInstant = (at: Date | string | null): string | null => (at === null ? null : new Date(at).toISOString());
