import type { PreviewRequest } from '@goen/contracts/internal';
import { lackingOf } from '../law/sending-rules.ts';
import type { MailContext } from '../mail-context.ts';
import { renderMail } from '../templates/render-mail.ts';
import { sampleInput } from '../templates/sample.ts';
import { wordingFor } from '../wordings/wording-for.ts';

/** What a mail of these words would look like, to an invented person. Throws 422 with the faults of given words. */
export async function previewWording(context: Pick<MailContext, 'orm' | 'logger'>, request: PreviewRequest) {
  const { kind, locale, sender, company, wording, jobCategory } = request;
  const stage = request.stage ?? 'other';
  const found = await wordingFor(context, { company, kind, locale, wording, variables: { stage, jobCategory } });
  const { variables, ...input } = sampleInput({ kind, locale, stage, sender });
  const made = await renderMail(found, { ...input, variables });
  const lacking = lackingOf(kind, { sender, variables, basis: { kind: 'address_notified' } });
  return { ...made, wordingVersion: found.version, missing: [...(lacking?.missing ?? [])] };
}
