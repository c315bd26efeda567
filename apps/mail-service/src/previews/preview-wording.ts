import type { PreviewRequest } from '@goen/contracts/internal';
import { findRuleViolation } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { createSampleInput } from '../rendering/sample.ts';
import { resolveWording } from '../wordings/resolve-wording.ts';

/** What a mail of these words would look like, to an invented person. Throws 422 with the faults of given words. */
export async function previewWording(context: Pick<MailContext, 'orm' | 'logger'>, request: PreviewRequest) {
  const { kind, locale, sender, company, wording, jobCategory } = request;
  const stage = request.stage ?? 'other';
  const found = await resolveWording(context, { company, kind, locale, wording, variables: { stage, jobCategory } });
  const { variables, ...input } = createSampleInput({ kind, locale, stage, sender });
  const made = await renderMail(found, { ...input, variables });
  const lacking = findRuleViolation(kind, { sender, variables, basis: { kind: 'address_notified' } });
  return { ...made, wordingVersion: found.version, missing: [...(lacking?.missing ?? [])] };
}
