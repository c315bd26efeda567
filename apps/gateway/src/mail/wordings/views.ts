import type { BuiltInWording, MessageResult, Preview, WordingTarget, WordingVersion } from '@goen/contracts/internal';
import type { builtInWordingV1, previewV1, testSendResultV1, WordingV1, wordingTargetV1 } from '@goen/contracts/public';
import type { z } from 'zod';

/** Between the spelling of the public API and that of mail-service. */
export const targetOf = ({ kind, locale, stage, job_category }: z.infer<typeof wordingTargetV1>): WordingTarget => ({
  kind,
  locale,
  stage,
  jobCategory: job_category,
});

export const viewOf = ({ jobCategory, savedAt, savedBy, ...same }: WordingVersion): WordingV1 => ({
  id: same.id,
  kind: same.kind,
  locale: same.locale,
  stage: same.stage ?? null,
  job_category: jobCategory ?? null,
  version: same.version,
  subject: same.subject,
  body: same.body,
  saved_at: savedAt,
  saved_by: savedBy,
});

export const builtInViewOf = ({
  wordingVersion,
  variables,
  ...same
}: BuiltInWording): z.infer<typeof builtInWordingV1> => ({
  ...same,
  wording_version: wordingVersion,
  variables: variables.map(({ allowedIn, ...variable }) => ({ ...variable, allowed_in: allowedIn })),
});

export const previewViewOf = ({ wordingVersion, ...same }: Preview): z.infer<typeof previewV1> => ({
  ...same,
  wording_version: wordingVersion,
});

export const testViewOf = (result: MessageResult): z.infer<typeof testSendResultV1> => ({
  id: result.id,
  status: result.status,
  date: result.date,
  reason: result.status === 'skipped' ? result.reason : null,
  missing: result.status === 'skipped' ? result.missing : [],
});
