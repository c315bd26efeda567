import { withCompany } from '@goen/case-store';
import { loadActors, type NewAuditEvent, type ViewActor } from '@goen/cases';
import type { BuiltInWording, MessageResult, Preview, WordingTarget, WordingVersion } from '@goen/contracts/internal';
import type { builtInWordingV1, previewV1, testSendResultV1, WordingV1, wordingTargetV1 } from '@goen/contracts/public';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** The public API writes snake_case, mail-service camelCase. */
export const toWordingTarget = ({
  kind,
  locale,
  stage,
  job_category,
}: z.infer<typeof wordingTargetV1>): WordingTarget => ({ kind, locale, stage, jobCategory: job_category });

/** With the names of those who saved them. */
export async function viewWordings<T extends readonly WordingVersion[]>(
  { orm }: Pick<GatewayContext, 'orm'>,
  companyId: string,
  wordings: T,
): Promise<{ [K in keyof T]: WordingV1 }> {
  const savers = wordings.map(({ savedBy }) => savedBy);
  const viewActor = await withCompany(orm, companyId, (em) => loadActors(em, savers));
  return wordings.map((wording) => viewWording(wording, viewActor)) as { [K in keyof T]: WordingV1 };
}

/** Its subject is the version; who reads the log finds kind and language in it. */
export const auditWording = (
  action: 'wording.saved' | 'wording.retired',
  { id, kind, locale, version }: WordingVersion,
): Omit<NewAuditEvent, 'companyId' | 'actor'> => ({
  action,
  subject: { type: 'wording', id },
  data: { kind, locale, version },
});

const viewWording = (wording: WordingVersion, viewActor: ViewActor): WordingV1 => ({
  id: wording.id,
  kind: wording.kind,
  locale: wording.locale,
  stage: wording.stage ?? null,
  job_category: wording.jobCategory ?? null,
  version: wording.version,
  subject: wording.subject,
  body: wording.body,
  saved_at: wording.savedAt,
  saved_by: viewActor(wording.savedBy),
});

export const viewBuiltInWording = ({
  wordingVersion,
  variables,
  ...rest
}: BuiltInWording): z.infer<typeof builtInWordingV1> => ({
  ...rest,
  wording_version: wordingVersion,
  variables: variables.map(({ allowedIn, ...variable }) => ({ ...variable, allowed_in: allowedIn })),
});

/** Without what only the gateway needs. */
export const viewPreview = ({
  wordingVersion,
  wordingSaved: _saved,
  digest: _digest,
  ...rest
}: Preview): z.infer<typeof previewV1> => ({
  ...rest,
  wording_version: wordingVersion,
});

export const viewTestMail = (result: MessageResult): z.infer<typeof testSendResultV1> => ({
  id: result.id,
  status: result.status,
  date: result.date,
  reason: result.status === 'skipped' ? result.reason : null,
  missing: result.status === 'skipped' ? result.missing : [],
});
