import { type Connection, openSecrets } from '@goen/case-store';
import type { ConnectionView } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { connectionKinds } from './connection-kinds.ts';

/** Shows the names of the secrets, never their values. */
export function viewConnection(connection: Connection, { connections, publicUrl }: GatewayContext): ConnectionView {
  const receivesHooks = connectionKinds.get(connection.kind)?.channels.includes('hook') ?? false;
  return {
    id: connection.id,
    kind: connection.kind,
    name: connection.name,
    settings: connection.settings,
    result_mail: connection.resultMail ?? null,
    secrets: Object.keys(openSecrets(connection, connections.secretKey)).toSorted(),
    state: connection.state,
    hook_url: receivesHooks ? `${publicUrl}/v1/hooks/${connection.id}` : null,
    counts: connection.counts,
    last_run_at: toIso(connection.lastRunAt),
    last_ok_at: toIso(connection.lastOkAt),
    last_error: connection.lastError ?? null,
    last_error_at: toIso(connection.lastErrorAt),
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
  };
}

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
