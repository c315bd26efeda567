import { type Database, withCompany } from '@goen/case-store';
import { type AuditActor, changeSettings, recordAudit, type SettingsIssue } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { CompanySettingsChange, FieldError, SettingsChangeResult } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import { toApiPointer, toStoredFields } from './field-names.ts';
import { viewSettings } from './view-settings.ts';

export type ChangeRequest = {
  readonly companyId: string;
  readonly change: CompanySettingsChange;
  /** Undefined: whatever the settings are. */
  readonly version: string | undefined;
  readonly actor: AuditActor;
  readonly now: Date;
};

/** Changes the settings of a company; throws `settings_changed` and `invalid_request`. */
export function changeCompanySettings(
  orm: Database,
  { companyId, change, version, actor, now }: ChangeRequest,
): Promise<{ readonly result: SettingsChangeResult; readonly settings: CompanySettings }> {
  return withCompany(orm, companyId, async (em) => {
    const outcome = await changeSettings(em, {
      companyId,
      change: toStoredChange(change, actor),
      now,
      check: assertAllowed,
      ...(version === undefined ? {} : { version }),
    });
    if (outcome.kind === 'outdated') throw new HttpProblem('settings_changed');
    if (outcome.kind === 'invalid') throw toInvalidRequest(outcome.issues);
    const { settings } = outcome.company;
    const changed = toPointers(outcome.changed);
    if (changed.length > 0) {
      const subject = { type: 'company', id: companyId };
      await recordAudit(em, { companyId, actor, action: 'settings.changed', subject, data: { fields: changed } });
    }
    return { result: { settings: viewSettings(settings), dry_run: false, changed, moved_mails: null }, settings };
  });
}

export const toPointers = (paths: readonly string[]): string[] => paths.map((path) => toApiPointer(path.split('.')));

/** As the settings are stored. A text that is cleared is not there; a recorded basis says who recorded it. */
export function toStoredChange(change: CompanySettingsChange, actor: AuditActor): Readonly<Record<string, unknown>> {
  const { sender, separate_invitation: separate, ...rest } = change;
  const withRecorder =
    separate?.basis.kind === 'recorded'
      ? { ...separate, basis: { ...separate.basis, by: formatActor(actor) } }
      : separate;
  const cleared =
    sender && Object.fromEntries(Object.entries(sender).map(([name, value]) => [name, value ?? undefined]));
  return toStoredFields({
    ...rest,
    ...(cleared && { sender: cleared }),
    ...(separate !== undefined && { separate_invitation: withRecorder }),
  });
}

/** The operator verifies domains: a company must not write in the name of another company's. */
export function assertAllowed(before: CompanySettings, after: CompanySettings): void {
  const readDomain = ({ sender }: CompanySettings) => sender.fromAddress.split('@').at(-1)?.toLowerCase();
  if (readDomain(before) === readDomain(after)) return;
  const detail = 'Only the operator changes the domain of the sender address.';
  throw refuse({ pointer: '/sender/from_address', code: 'operator_only', detail });
}

const refuse = (...errors: FieldError[]): HttpProblem => new HttpProblem('invalid_request', { errors });

export const toInvalidRequest = (issues: readonly SettingsIssue[]): HttpProblem =>
  refuse(...issues.map(({ path, code, message }) => ({ pointer: toApiPointer(path), code, detail: message })));
