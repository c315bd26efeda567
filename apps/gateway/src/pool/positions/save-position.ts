import { randomUUID } from 'node:crypto';
import { type Em, Position, type PositionTag, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  findOverruledKeys,
  readPositionTags,
  recordAudit,
  wakeCasesAwaitingOpening,
} from '@goen/cases';
import {
  type FieldError,
  type NewPosition,
  newPosition,
  type PositionPatch,
  sensitiveTagDetail,
  tagFaultDetail,
} from '@goen/contracts/public';
import { wakeMatching } from '@goen/relay';
import { HttpProblem, validate } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { changeConditions, takesPartInRelay } from './change-conditions.ts';
import { countFilledSeats, lockPosition, wakeThoseAsked } from './filled-seats.ts';

/** Opens a position and starts matching. Throws `invalid_request` for refused tags. */
export function openPosition(
  context: GatewayContext,
  companyId: string,
  fields: NewPosition,
  actor: AuditActor,
): Promise<Position> {
  const now = context.now();
  return withCompany(context.orm, companyId, async (em) => {
    const position: Position = {
      id: randomUUID(),
      companyId,
      ...toColumns(fields),
      ...(await readTagColumns(em, companyId, fields)),
      conditions: null,
      conditionsVersion: 0,
      createdAt: now,
      updatedAt: now,
    };
    await em.insert(Position, position);
    if (fields.conditions !== null) await changeConditions(em, position, fields.conditions, now);
    const subject = { type: 'position', id: position.id };
    await recordAudit(em, { companyId, actor, action: 'position.opened', subject });
    if (position.state === 'open') await announceOpening(em, position, now);
    return position;
  });
}

/** Applies a patch; throws `not_found`, and `invalid_request` for refused tags and for `seats_taken`. */
export function changePosition(
  context: GatewayContext,
  companyId: string,
  id: string,
  patch: PositionPatch,
  actor: AuditActor,
): Promise<Position> {
  const now = context.now();
  return withCompany(context.orm, companyId, async (em) => {
    const position = await lockPosition(em, companyId, id);
    if (position === null) throw new HttpProblem('not_found');
    const before = toFields(position);
    const after = validate({ ...before, ...patch }, newPosition);
    const state = await decideState(em, position, after);
    // Tags that the patch leaves alone stay, even if they would be refused by now.
    const tagColumns = tagFields.some((field) => field in patch) ? await readTagColumns(em, companyId, after) : {};
    em.assign(position, { ...toColumns(after), ...tagColumns, state, updatedAt: now });
    await em.flush();
    if (patch.conditions !== undefined) await changeConditions(em, position, after.conditions, now);
    const data = { fields: Object.keys(patch), state };
    await recordAudit(em, { companyId, actor, action: 'position.changed', subject: { type: 'position', id }, data });
    if (position.state === 'open') await announceOpening(em, position, now);
    if (before.state === 'open' && !takesPartInRelay(position)) await wakeThoseAsked(em, id, now);
    return position;
  });
}

/** Matching starts, and so do candidates who only want to hear of openings. */
async function announceOpening(em: Em, position: Position, now: Date): Promise<void> {
  const { companyId } = position;
  if (takesPartInRelay(position)) await wakeMatching(em, companyId, now);
  await wakeCasesAwaitingOpening(em, companyId, now);
}

/** A position without a free seat closes, and reopens only with more seats. */
async function decideState(em: Em, before: Position, after: NewPosition): Promise<NewPosition['state']> {
  if (after.state === 'closed' || (await countFilledSeats(em, before.id)) < after.seats) return after.state;
  if (before.state === 'open') return 'closed';
  const detail = 'Hires have taken all seats. Add seats to reopen the position.';
  throw new HttpProblem('invalid_request', { errors: [{ pointer: '/seats', code: 'seats_taken', detail }] });
}

/** The request that would create this position. */
function toFields(position: Position): NewPosition {
  const { title, remote, seats, state } = position;
  const selectTags = (need: 'required' | 'desired') =>
    position.tags.flatMap((tag) =>
      tag.need === need && tag.kind !== 'region' ? [{ kind: tag.kind, value: tag.value }] : [],
    );
  return {
    title,
    url: position.url ?? null,
    description: position.description ?? null,
    required: selectTags('required'),
    desired: selectTags('desired'),
    regions: position.tags.filter(({ need }) => need === 'region').map(({ value }) => value),
    remote,
    min_years: position.minYears ?? null,
    max_years: position.maxYears ?? null,
    seats,
    state,
    conditions: position.conditions ?? null,
  };
}

const toColumns = (fields: NewPosition) => ({
  title: fields.title,
  url: fields.url,
  description: fields.description,
  remote: fields.remote,
  minYears: fields.min_years,
  maxYears: fields.max_years,
  seats: fields.seats,
  state: fields.state,
});

const tagFields = ['required', 'desired', 'regions'] as const;
type TagFields = Pick<NewPosition, (typeof tagFields)[number]>;

async function readTagColumns(em: Em, companyId: string, { required, desired, regions }: TagFields) {
  const tags: (PositionTag & { readonly pointer: string })[] = [
    ...required.map((tag, index) => ({ need: 'required' as const, ...tag, pointer: `/required/${index}` })),
    ...desired.map((tag, index) => ({ need: 'desired' as const, ...tag, pointer: `/desired/${index}` })),
    ...regions.map((value, index) => ({
      need: 'region' as const,
      kind: 'region' as const,
      value,
      pointer: `/regions/${index}`,
    })),
  ];
  const { columns, faults } = readPositionTags(
    tags.map(({ need, kind, value }) => ({ need, kind, value })),
    await findOverruledKeys(em, companyId, tags),
  );
  const errors: FieldError[] = faults.map(({ at, reading }) => ({
    pointer: tags[at]?.pointer ?? '',
    code: reading.fault,
    detail: reading.kind === 'sensitive' ? sensitiveTagDetail(reading.subject) : tagFaultDetail(reading.fault),
  }));
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
  return columns;
}
