import { readTag } from '@goen/case-domain/tags';
import type { Position, PositionTag } from '@goen/case-store';
import type { PositionView } from '@goen/contracts/public';
import { takesPartInRelay } from './change-conditions.ts';

/** A position as the API shows it: tags as the company wrote them, each with its normalized id. */
export function viewPosition(position: Position): PositionView {
  return {
    id: position.id,
    title: position.title,
    url: position.url ?? null,
    description: position.description ?? null,
    required: viewTags(position.tags, 'required'),
    desired: viewTags(position.tags, 'desired'),
    regions: viewTags(position.tags, 'region'),
    remote: position.remote,
    min_years: position.minYears ?? null,
    max_years: position.maxYears ?? null,
    seats: position.seats,
    state: position.state,
    conditions: position.conditions ?? null,
    conditions_version: position.conditionsVersion,
    takes_part_in_relay: takesPartInRelay(position),
    created_at: position.createdAt.toISOString(),
    updated_at: position.updatedAt.toISOString(),
  };
}

const viewTags = (tags: readonly PositionTag[], need: PositionTag['need']): PositionView['required'] =>
  tags
    .filter((tag) => tag.need === need)
    .flatMap(({ kind, value }) => {
      // What the company overruled was read when the position was saved.
      const reading = readTag({ kind, value }, true);
      return reading.kind === 'read' ? [{ kind, value, id: reading.id }] : [];
    });
