import { withCompany } from '@goen/case-store';
import { candidateForCrm, poolIds, situationsOf } from '@goen/case-store/sync';
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
import { findConnection } from '../../inbound/connections/save-connection.ts';

const pageRows = 500;
const maxErrors = 100;

/**
 * The pool as a file, a page at a time. All of it is looked at before anything is sent: where the encoding can't say a
 * character, `text_not_in_encoding` names candidates and fields, and there is no file.
 */
export async function exportCandidates(context: GatewayContext, companyId: string, connectionId: string) {
  const row = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, connectionId));
  if (row.kind !== 'talentcloud') throw new HttpProblem('not_found');
  const settings = talentcloudSettings.parse(row.settings).export;
  const pages = () => candidatesOf(context, companyId, connectionId);
  const errors: FieldError[] = findUnencodableHeaders(settings).map((header) =>
    errorOf('/headers', `The header ${header} has a character that ${settings.encoding} does not have.`),
  );
  if (settings.encoding !== 'utf-8') {
    for await (const page of pages()) {
      for (const { candidateId, field, character } of findUnencodable(page, settings)) {
        errors.push(
          errorOf(`/candidates/${candidateId}/${field}`, `${codePoint(character)} is not in ${settings.encoding}.`),
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

const errorOf = (pointer: string, detail: string): FieldError => ({ pointer, code: 'unwritable_character', detail });
/** The character is named, not shown: an error may be logged where personal data may not. */
const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

async function* candidatesOf(
  { orm, now }: GatewayContext,
  companyId: string,
  connectionId: string,
): AsyncGenerator<CrmCandidate[]> {
  for (let after: string | null = null; ; ) {
    const from: string | null = after;
    const page = await withCompany(orm, companyId, async (em) => {
      const ids = await poolIds(em, companyId, from, pageRows);
      const situations = await situationsOf(em, ids, now());
      const shown = ids.flatMap((id) => {
        const situation = situations.get(id);
        return situation ? [candidateForCrm(situation, connectionId)] : [];
      });
      return { shown, last: ids.at(-1) ?? null };
    });
    if (page.shown.length > 0) yield page.shown;
    if (page.last === null) return;
    after = page.last;
  }
}
