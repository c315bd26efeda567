import { type Connection, type NewConnection, unwrap } from '@goen/client';
import type { GatewayApi } from './gateway-api.ts';

/** Connects a system under the name that recruiters know it by, as the console proposes it. */
export async function connectSystem(
  api: GatewayApi,
  kind: string,
  rest: Pick<NewConnection, 'settings' | 'secrets'>,
): Promise<Connection> {
  const { items } = await unwrap(api.goen.GET('/v1/connection-kinds'));
  const name = items.find((item) => item.kind === kind)?.name ?? kind;
  return api.connect({ kind, name, ...rest });
}
