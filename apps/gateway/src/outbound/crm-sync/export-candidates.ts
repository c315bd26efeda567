import { withCompany } from '@goen/case-store';
import { listPoolCandidateIds, loadSyncSituations, toCrmCandidate } from '@goen/case-store/sync';
import type { FieldError } from '@goen/contracts/public';
import {
  type CrmCandidate,
  findUnencodable,
  findUnencodableHeaders,
  renderCsvHeader,
  renderCsvRows,
  talentcloudSettings,
} from '@goen/crm';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findConnection } from '../../inbound/connections/find-connection.ts';

const pageRows = 500;
const maxErrors = 100;

/**
 * The pool as a CSV file, streamed in pages. Everything is checked before the first byte: characters that the encoding
 * lacks are refused as `text_not_in_encoding` with their candidates and fields.
 */
export async function exportCandidates(context: GatewayContext, companyId: string, connectionId: string) {
  const connection = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, connectionId));
  if (connection.kind !== 'talentcloud') throw new HttpProblem('not_found');
  const settings = talentcloudSettings.parse(connection.settings).export;
  const pages = () => readPool(context, companyId, connectionId);
  const errors = findUnencodableHeaders(settings).map((header) =>
    toFieldError('/headers', `The header ${header} has a character that ${settings.encoding} does not have.`),
  );
  if (settings.encoding !== 'utf-8') {
    for await (const page of pages()) {
      for (const { candidateId, field, character } of findUnencodable(page, settings)) {
        errors.push(
          toFieldError(
            `/candidates/${candidateId}/${field}`,
            `${toCodePoint(character)} is not in ${settings.encoding}.`,
          ),
        );
      }
      if (errors.length >= maxErrors) break;
    }
  }
  if (errors.length > 0) throw new HttpProblem('text_not_in_encoding', { errors: errors.slice(0, maxErrors) });
  return {
    charset: settings.encoding === 'utf-8' ? 'utf-8' : 'windows-31j',
    async *parts(): AsyncGenerator<Uint8Array> {
      yield renderCsvHeader(settings);
      for await (const page of pages()) yield renderCsvRows(page, settings);
    },
  };
}

const toFieldError = (pointer: string, detail: string): FieldError => ({
  pointer,
  code: 'unwritable_character',
  detail,
});

/** Errors name the character and never quote it: they may be logged, personal data may not. */
const toCodePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

async function* readPool(
  { orm, now }: GatewayContext,
  companyId: string,
  connectionId: string,
): AsyncGenerator<CrmCandidate[]> {
  let after: string | null = null;
  do {
    const start: string | null = after;
    const page = await withCompany(orm, companyId, async (em) => {
      const ids = await listPoolCandidateIds(em, companyId, start, pageRows);
      const situations = await loadSyncSituations(em, ids, now());
      const candidates = ids.flatMap((id) => {
        const situation = situations.get(id);
        return situation ? [toCrmCandidate(situation, connectionId)] : [];
      });
      return { candidates, last: ids.at(-1) ?? null };
    });
    if (page.candidates.length > 0) yield page.candidates;
    after = page.last;
  } while (after !== null);
}
