import { toTokyoDate } from '@goen/case-domain';
import { findLicence, type OperatorLicence, openConsole } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { LicenceState, newOperatorLicence } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { z } from 'zod';
import { AdminError } from '../../cli/admin-error.ts';
import { setLicence } from '../../cli/licence.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

const dayMs = 24 * 3_600_000;

/** The licence that expires last, and the referrals that are due: they wait while none is valid. */
export function readLicence(context: OperatorContext): Promise<LicenceState> {
  const today = toTokyoDate(context.now().getTime());
  return withConsole(context, async (em) => {
    const licence = await findLicence(em);
    const [row] = await em.execute<{ waiting: number }[]>(
      `select count(*)::int as waiting from follow_up_case
       where state = 'open' and next_step = 'referral' and next_step_at <= ${roundedNow}`,
    );
    const expiresOn = licence?.expiresOn ?? null;
    return {
      licence: licence === null ? null : viewLicence(licence),
      valid: expiresOn !== null && expiresOn >= today,
      days_left: expiresOn === null ? null : Math.round((Date.parse(expiresOn) - Date.parse(today)) / dayMs),
      referrals_waiting: row?.waiting ?? 0,
    };
  });
}

/** Records a licence and wakes what waits for it. Throws `invalid_request`. */
export async function recordLicence(
  context: OperatorContext,
  input: z.output<typeof newOperatorLicence>,
  actor: AuditActor,
): Promise<LicenceState> {
  const { expires_on: expiresOn, operator_name: operatorName, complaints_contact: complaintsContact, ...rest } = input;
  try {
    await setLicence(
      { orm: await openConsole(context.orm), actor },
      { ...rest, expiresOn, operatorName, complaintsContact },
    );
  } catch (error) {
    if (error instanceof AdminError) throw new HttpProblem('invalid_request', { detail: error.message });
    throw error;
  }
  await withConsole(context, (em) =>
    recordAudit(em, {
      companyId: null,
      actor,
      action: 'licence.recorded',
      subject: { type: 'licence', id: input.number },
      data: { expires_on: expiresOn },
    }),
  );
  return readLicence(context);
}

const viewLicence = (row: OperatorLicence): NonNullable<LicenceState['licence']> => ({
  number: row.number,
  kind: row.kind,
  expires_on: row.expiresOn,
  operator_name: row.operatorName ?? null,
  address: row.address ?? null,
  complaints_contact: row.complaintsContact ?? null,
  occupations: row.occupations ?? null,
  fees: row.fees ?? null,
  recorded_at: row.createdAt.toISOString(),
});
