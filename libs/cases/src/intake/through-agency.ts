import { isThroughAgency } from '@goen/case-domain/identity';
import type { CompanySettings } from '@goen/contracts/internal';
import type { ReadReport } from './read-report.ts';

/** An application through an agency is a case without mails. Its address is taken for the agency's: it identifies nobody. */
export function withoutAgencyAddress(read: ReadReport, settings: CompanySettings): ReadReport {
  const source = read.report.application.source ?? null;
  if (!isThroughAgency({ source, email: read.email }, settings)) return read;
  return { ...read, email: null, personHash: null, personHashes: [], silent: 'through_agency' };
}
