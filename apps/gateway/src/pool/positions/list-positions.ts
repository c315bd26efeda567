import { Position, withCompany } from '@goen/case-store';
import type { PositionQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import { raw } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewPosition } from './view-position.ts';

/** A page of the company's positions, newest first. */
export function listPositions(context: GatewayContext, companyId: string, { cursor, limit, state, q }: PositionQuery) {
  const after = isAfter('createdAt', readCursor(cursor));
  const titled =
    q === undefined
      ? {}
      : { [raw((alias) => `lower(normalize(${alias}.title, NFKC))`)]: { $like: `%${toPattern(q)}%` } };
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.find(
      Position,
      { companyId, ...(state ? { state } : {}), ...titled, ...after },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    return toPage(rows, limit, viewPosition, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

/** Compared as the titles are; `%` and `_` mean themselves. */
const toPattern = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\\%_]/g, String.raw`\$&`);
