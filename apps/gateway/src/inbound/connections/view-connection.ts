import { type Connection, openSecrets } from '@goen/case-store';
import type { ConnectionView } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { connectionKinds } from './vendors.ts';

/** Of the secrets only the names. */
export function viewConnection(row: Connection, { connections, publicUrl }: GatewayContext): ConnectionView {
  const hears = connectionKinds.get(row.kind)?.roads.includes('hook') ?? false;
  const instant = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    settings: row.settings,
    secrets: Object.keys(openSecrets(row, connections.secretKey)).toSorted(),
    state: row.state,
    hook_url: hears ? `${publicUrl}/v1/hooks/${row.id}` : null,
    counts: row.counts,
    last_run_at: instant(row.lastRunAt),
    last_ok_at: instant(row.lastOkAt),
    last_error: row.lastError ?? null,
    last_error_at: instant(row.lastErrorAt),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
