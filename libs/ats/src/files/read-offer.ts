import { remoteId } from '@goen/contracts/public';
import { toComparisonKey, toName } from '@goen/contracts/text';
import { splitAddresses } from '@goen/service-kit';
import type { Cells } from './build-report.ts';
import { toIdText, toStoredText } from './cell-text.ts';
import { toStatusKeys } from './rejection-statuses.ts';

/** Statuses that mean "holds an offer or a post", unless the company has its own list. */
export const defaultOfferStatuses: readonly string[] = ['内定', '内定承諾', '入社'];

/** The offer was declined, whatever the company's list says. */
const endKeys = toStatusKeys(['内定辞退']);
const joinedKeys = toStatusKeys(['入社']);

/** The offer of one row, or its end; with what the row has to find the person by. */
export type FileOffer = {
  readonly held: boolean;
  readonly offerOnly: boolean;
  readonly candidateId: string | null;
  readonly applicationId: string | null;
  readonly emails: readonly string[];
  readonly name: Readonly<Record<NameField, string | null>>;
};
type NameField = 'familyName' | 'givenName' | 'familyNameKana' | 'givenNameKana' | 'fullName';

/** Null for another status, as long as the key of the whole cell is in no list. */
export function readOffer(status: string, cells: Cells, offerKeys: ReadonlySet<string>): FileOffer | null {
  const key = toComparisonKey(status);
  const hasEnded = endKeys.has(key);
  if (!hasEnded && !offerKeys.has(key)) return null;
  const applicationId = readId(cells.application_id);
  const candidateId = readId(cells.candidate_id) ?? applicationId;
  const emails = splitAddresses(toStoredText(cells.emails ?? ''));
  const name = {
    familyName: toName(cells.family_name),
    givenName: toName(cells.given_name),
    familyNameKana: toName(cells.family_name_kana),
    givenNameKana: toName(cells.given_name_kana),
    fullName: toName(cells.full_name),
  };
  return { held: !hasEnded, offerOnly: !joinedKeys.has(key), candidateId, applicationId, emails, name };
}

/** An id that a spreadsheet has rounded is nobody's. */
export const readId = (cell: string | undefined): string | null =>
  remoteId.safeParse(toIdText(cell ?? '')).data ?? null;
