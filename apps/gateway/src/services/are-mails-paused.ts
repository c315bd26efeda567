import { Company, type Em, MailPause } from '@goen/case-store';

/** Whether all mails of the company are paused, or the company is suspended. In its session. */
export const areMailsPaused = async (em: Em, companyId: string): Promise<boolean> =>
  (await em.count(MailPause, { companyId })) > 0 || isCompanySuspended(em, companyId);

export const isCompanySuspended = async (em: Em, companyId: string): Promise<boolean> =>
  (await em.count(Company, { id: companyId, suspendedAt: { $ne: null } })) > 0;
