import { randomUUID } from 'node:crypto';
import { type Em, Position, type PositionTag, withCompany } from '@goen/case-store';
import { positionTags } from '@goen/cases';
import {
  type FieldError,
  type NewPosition,
  newPosition,
  type PositionPatch,
  tagFaultDetail,
} from '@goen/contracts/public';
import { wakeMatching } from '@goen/relay';
import { HttpProblem, validate } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockPosition, seatsTaken, wakeQuestionsAbout } from './filled-seats.ts';

type Tagged = Pick<NewPosition, 'required' | 'desired' | 'regions'>;

/** Opens a position, and has candidates looked for. Throws `invalid_request` for tags that are not taken. */
export function openPosition(context: GatewayContext, companyId: string, given: NewPosition): Promise<Position> {
  const now = context.now();
  const position: Position = {
    id: randomUUID(),
    companyId,
    ...columnsOf(given),
    ...tagColumnsOf(given),
    createdAt: now,
    updatedAt: now,
  };
  return withCompany(context.orm, companyId, async (em) => {
    await em.insert(Position, position);
    if (position.state === 'open') await wakeMatching(em, companyId, now);
    return position;
  });
}

/** Changes what is given; null: the company has no such position. Throws as `openPosition` does, and `seats_taken`. */
export function changePosition(
  context: GatewayContext,
  companyId: string,
  id: string,
  patch: PositionPatch,
): Promise<Position | null> {
  const now = context.now();
  return withCompany(context.orm, companyId, async (em) => {
    const position = await lockPosition(em, companyId, id);
    if (position === null) return null;
    const before = givenOf(position);
    const given = validate({ ...before, ...patch }, newPosition);
    const state = await stateWithSeats(em, position, given);
    em.assign(position, { ...columnsOf(given), ...tagColumnsOf(given), state, updatedAt: now });
    await em.flush();
    if (position.state === 'open') await wakeMatching(em, companyId, now);
    else if (before.state === 'open') await wakeQuestionsAbout(em, id, now);
    return position;
  });
}

/** With fewer seats than were taken a position closes; it does not open again without another. */
async function stateWithSeats(em: Em, before: Position, given: NewPosition): Promise<NewPosition['state']> {
  if (given.state === 'closed' || (await seatsTaken(em, before.id)) < given.seats) return given.state;
  if (before.state === 'open') return 'closed';
  const errors = [{ pointer: '/seats', code: 'seats_taken', detail: 'each seat was taken by a hire: give more seats' }];
  throw new HttpProblem('invalid_request', { errors });
}

/** What a request would have said to come to this position. */
function givenOf(of: Position): NewPosition {
  const { title, remote, seats, state } = of;
  const tagsOf = (need: 'required' | 'desired') =>
    of.tags.flatMap(({ kind, value, need: itsNeed }) =>
      itsNeed === need && kind !== 'region' ? [{ kind, value }] : [],
    );
  return {
    title,
    url: of.url ?? null,
    description: of.description ?? null,
    required: tagsOf('required'),
    desired: tagsOf('desired'),
    regions: of.tags.filter(({ need }) => need === 'region').map(({ value }) => value),
    remote,
    min_years: of.minYears ?? null,
    max_years: of.maxYears ?? null,
    seats,
    state,
  };
}

const columnsOf = (given: NewPosition) => ({
  title: given.title,
  url: given.url,
  description: given.description,
  remote: given.remote,
  minYears: given.min_years,
  maxYears: given.max_years,
  seats: given.seats,
  state: given.state,
});

function tagColumnsOf({ required, desired, regions }: Tagged) {
  const tags: (PositionTag & { readonly pointer: string })[] = [
    ...required.map((tag, at) => ({ need: 'required' as const, ...tag, pointer: `/required/${at}` })),
    ...desired.map((tag, at) => ({ need: 'desired' as const, ...tag, pointer: `/desired/${at}` })),
    ...regions.map((value, at) => ({
      need: 'region' as const,
      kind: 'region' as const,
      value,
      pointer: `/regions/${at}`,
    })),
  ];
  const { columns, faults } = positionTags(tags.map(({ need, kind, value }) => ({ need, kind, value })));
  const errors: FieldError[] = faults.map(({ at, fault }) => ({
    pointer: tags[at]?.pointer ?? '',
    code: fault,
    detail: tagFaultDetail(fault),
  }));
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
  return columns;
}
