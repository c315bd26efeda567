import { findColumnIndex, readGuardedText } from '@goen/ats';
import { FileImport, FileImportRow, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { FieldError, ImportRowView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { findAddressesInText, HttpProblem, personHash, readMailAddress } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewImportRow } from './view-import.ts';

export type RowCorrection = {
  readonly id: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly actor: AuditActor;
};

/** Corrects a row of a dry run that was refused or has no usable address. What was planned for it no longer holds. Throws `not_found`, `import_not_ready`, `import_file_deleted`, and 422 for columns that the file does not have. */
export function correctImportRow(
  { orm, personHashKey }: Pick<GatewayContext, 'orm' | 'personHashKey'>,
  companyId: string,
  { id, row: number, cells, actor }: RowCorrection,
): Promise<ImportRowView> {
  return withCompany(orm, companyId, async (em) => {
    // Against a dry run that starts again meanwhile.
    const file = await em.findOne(FileImport, { id, companyId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const row = await em.findOne(FileImportRow, { importId: id, row: number });
    if (file === null || !row?.cells) throw new HttpProblem('not_found');
    if (!file.dryRun || file.state !== 'done') throw new HttpProblem('import_not_ready');
    if (!file.bytesKept) throw new HttpProblem('import_file_deleted');
    const header = file.layout?.header ?? [];
    assertColumns(cells, header);
    row.cells = header.map((name, index) => cells[name] ?? row.cells?.[index] ?? '');
    row.correctedBy = formatActor(actor);
    row.plan = null;
    const email = row.cells[findColumnIndex(header, file.columns?.emails ?? '')] ?? '';
    const addresses = findAddressesInText(readGuardedText(email)).filter((text) => readMailAddress(text) !== null);
    // Also those of the file: the row is found by what it said and by what it says.
    const hashes = addresses.map((address) => personHash(address, personHashKey));
    row.personHashes = [...new Set([...(row.personHashes ?? []), ...hashes])];
    await em.flush();
    const subject = { type: 'import', id };
    await recordAudit(em, { companyId, actor, action: 'import.row_corrected', subject, data: { row: number } });
    return viewImportRow(row, header);
  });
}

function assertColumns(cells: Readonly<Record<string, string>>, header: readonly string[]): void {
  const errors = Object.keys(cells)
    .filter((name) => name === '' || !header.includes(name))
    .map((name): FieldError => {
      const pointer = `/cells/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return { pointer, code: 'unknown_column', detail: 'The file has no column of this name.' };
    });
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
}
