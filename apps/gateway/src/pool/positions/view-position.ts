import { readTag } from '@goen/case-domain/tags';
import type { Position, PositionTag } from '@goen/case-store';
import type { PositionView } from '@goen/contracts/public';

/** A position as the API tells it: tags as they were given, each with the id by which it is compared. */
export function viewOf(of: Position): PositionView {
  const tagsOf = (need: PositionTag['need']) =>
    of.tags
      .filter((tag) => tag.need === need)
      .flatMap(({ kind, value }) => {
        const reading = readTag({ kind, value });
        return reading.kind === 'read' ? [{ kind, value, id: reading.id }] : [];
      });
  return {
    id: of.id,
    title: of.title,
    url: of.url ?? null,
    description: of.description ?? null,
    required: tagsOf('required'),
    desired: tagsOf('desired'),
    regions: tagsOf('region'),
    remote: of.remote,
    min_years: of.minYears ?? null,
    max_years: of.maxYears ?? null,
    seats: of.seats,
    state: of.state,
    created_at: of.createdAt.toISOString(),
    updated_at: of.updatedAt.toISOString(),
  };
}
