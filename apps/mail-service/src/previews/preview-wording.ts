import type { PreviewRequest } from '@goen/contracts/internal';
import { findRuleViolation } from '../law/sending-rules.ts';
import { renderMail } from '../rendering/render-mail.ts';
import { createSampleInput } from '../rendering/sample.ts';
import { resolveWording, type WordingDeps } from '../wordings/resolve-wording.ts';

/** Renders a wording with a fictional person's data. Throws 422 when a given wording has faults. */
export async function previewWording(deps: WordingDeps, request: PreviewRequest) {
  const { kind, locale, sender, company, wording, jobCategory } = request;
  const stage = request.stage ?? 'other';
  const resolved = await resolveWording(deps, { company, kind, locale, wording, variables: { stage, jobCategory } });
  const { variables, ...input } = createSampleInput({ kind, locale, stage, sender });
  const rendered = await renderMail(resolved, { ...input, variables });
  const violation = findRuleViolation(kind, { sender, variables, basis: { kind: 'address_notified' } });
  return { ...rendered, wordingVersion: resolved.version, missing: [...(violation?.missing ?? [])] };
}
