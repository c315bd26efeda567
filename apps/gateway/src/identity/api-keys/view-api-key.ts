import { type ApiKey, type Em, isTestApiKey } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { ApiKeyView } from '@goen/contracts/public';

/** As the API shows keys, at an instant. */
export async function viewApiKeys(em: Em, rows: readonly ApiKey[], now: Date): Promise<ApiKeyView[]> {
  const viewActor = await loadActors(
    em,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    state: readState(row, now),
    test: isTestApiKey(row.prefix),
    created_at: row.createdAt.toISOString(),
    created_by: viewActor(row.createdBy),
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    last_used_on: row.lastUsedOn ?? null,
    rotated_from: row.rotatedFrom ?? null,
  }));
}

function readState({ revokedAt, expiresAt }: ApiKey, now: Date): ApiKeyView['state'] {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt <= now ? 'expired' : 'active';
}
