import { z } from 'zod';
import { toName } from '../text/index.ts';
import { inputInstant, maxNameLength, remoteId } from './shared.ts';

const sourceFields = { ats: z.string().trim().min(1).max(100), connection_id: z.uuid().nullish() };

/** Not checked as mail addresses: nothing is sent to them, and an offer must not be missed for one of them. */
const address = z.string().max(1_000);
const buildEmails = (object: typeof z.object) =>
  z
    .array(z.union([address, object({ value: address, type: z.unknown().optional() }).transform(({ value }) => value)]))
    .max(20)
    .nullish()
    .describe('find the person under other ids, if the names agree; texts or as in a report; only hashes are stored');

/** Cut rather than refused, for the same reason. */
const name = z
  .string()
  .transform((text) => toName(text.replaceAll('\0', '').toWellFormed().slice(0, maxNameLength)))
  .nullish();

/** An address alone identifies nobody: with it, the name tells the people of a shared address apart. */
const buildPerson = (object: typeof z.object) =>
  object({
    remote_id: remoteId,
    emails: buildEmails(object),
    family_name: name,
    given_name: name,
    family_name_kana: name,
    given_name_kana: name,
    full_name: name,
  });

/** `object` is `z.strictObject` or `z.object`; both build the same fields. */
const buildCaseEvent = (object: typeof z.object) =>
  z.discriminatedUnion('type', [
    object({
      type: z.literal('application.unrejected'),
      source: object(sourceFields),
      occurred_at: inputInstant,
      earliest_at: inputInstant
        .nullish()
        .describe('when the time is not exact: counts for rejections reported afterwards'),
      application: object({ remote_id: remoteId }),
    }),
    object({
      type: z.literal('candidate.reapplied'),
      source: object(sourceFields),
      occurred_at: inputInstant,
      candidate: object({ remote_id: remoteId }),
      application: object({ remote_id: remoteId }).nullish(),
    }),
    object({
      type: z.literal('candidate.hired'),
      source: object(sourceFields),
      occurred_at: inputInstant,
      candidate: buildPerson(object),
      application: object({ remote_id: remoteId }).nullish().describe('the application that the offer is about'),
      offer_only: z.boolean().nullish().describe('true when an offer is out and not yet accepted'),
    }),
    object({
      type: z.literal('candidate.offer_ended'),
      source: object(sourceFields),
      occurred_at: inputInstant,
      candidate: buildPerson(object),
      application: object({ remote_id: remoteId }).nullish().describe('without it, every earlier offer has ended'),
    }),
  ]);

/** What an ATS reports besides rejections. Times need an offset. */
export const caseEvent = buildCaseEvent(z.strictObject as typeof z.object).meta({ id: 'CaseEvent' });
/** The same from a vendor's hook, which may carry fields that we do not know. */
export const vendorCaseEvent = buildCaseEvent(z.object);
export type CaseEvent = z.infer<typeof caseEvent>;

export const eventAccepted = z
  .object({
    case_ids: z.array(z.uuid()).describe('cases that took the event; empty when it concerns no known candidate'),
  })
  .meta({ id: 'EventAccepted' });
