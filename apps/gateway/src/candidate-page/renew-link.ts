import { randomBytes, randomUUID } from 'node:crypto';
import { toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { Candidate, withCompany } from '@goen/case-store';
import { countUse, type LinkTarget, releaseUse, renewedLink, saveLink, toAddressee } from '@goen/cases';
import { type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { askService } from '../http/ask-service.ts';
import { readCompanySettings } from '../services/read-company-settings.ts';
import type { RegistrationContext } from './registration/registration-request.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const findDayEnd = (now: Date): Date => new Date(toTokyoMs(toTokyoDate(now.getTime()), 0) + dayMs);
const toLimitName = ({ candidateId }: LinkTarget): string => `page-link:${candidateId}`;

/**
 * Mails a new link to the address of a person whose link has expired, once a day at most. The answer never says what came of it: an
 * old link may have fallen into other hands.
 */
export async function renewLink(context: RegistrationContext, link: LinkTarget, locale: Locale): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const now = context.now();
  const request = await withCompany(context.orm, link.companyId, async (em): Promise<MessageRequest | null> => {
    const candidate = await em.findOne(Candidate, { id: link.candidateId });
    if (!candidate?.email || candidate.erasedAt || candidate.addressState) return null;
    const limit = { uses: 1, validUntil: findDayEnd(now) };
    if (!(await countUse(em, context.personHashKey, toLimitName(link), limit, now))) return null;
    const settings = await readCompanySettings(em, link.companyId);
    await saveLink(em, { id: link.caseId, ...link }, renewedLink, token, now);
    const language = candidate.locale ?? locale;
    return {
      key: `page-link:${randomUUID()}`,
      company: link.companyId,
      kind: 'page_link',
      provider: settings.mailProvider,
      to: { email: candidate.email, ...toAddressee(candidate, language) },
      locale: language,
      sender: settings.sender,
      basis: null,
      date: toTokyoDate(now.getTime()),
      variables: {
        jobNames: [],
        stage: 'other',
        pageUrl: `${context.publicUrl}/c/${token}?lang=${language}`,
        unsubscribeUrl: '',
        positions: [],
      },
      rejectionIds: [],
    };
  });
  if (request === null) return;
  try {
    const answer = await askService(context.mail, '/messages', { method: 'POST', body: request });
    messageResult.parse(await answer.json());
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    context.logger.warn({ code: error.code }, 'Failed to send a new page link');
    await withCompany(context.orm, link.companyId, (em) =>
      releaseUse(em, context.personHashKey, toLimitName(link), findDayEnd(now)),
    );
  }
}
