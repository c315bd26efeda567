import { type ErasureCertificateView, erasureCertificate } from '@goen/contracts/public';
import { listInbox, waitUntil } from '@goen/stack/demo';
import { findPageUrl } from '../product/mails.ts';
import type { Known } from './journey-of-result.ts';
import type { Journey, JourneyCompany } from './start-journey.ts';

/** Erased on the person's own page at one company, and at their request at the other. Returns the certificates. */
export async function erasePerson(
  journey: Journey,
  known: Known,
  atKaede: readonly string[],
): Promise<ErasureCertificateView[]> {
  const { hinode, kaede, inboxUrl, canaries } = journey;
  const mails = await listInbox(inboxUrl, canaries.email);
  const url = findPageUrl(mails.find(({ subject }) => subject.includes('フィードバック')));
  for (const fields of [{ action: 'erase.ask' }, { action: 'erase', confirm: 'yes' }]) {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    if (!response.ok) throw new Error(`The page returned ${response.status} for an erasure`);
  }
  const tokyoDate = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const order = { asked_by: 'person', asked_via: 'letter', asked_on: tokyoDate, reason: 'asked_by_person' };
  for (const id of atKaede) await kaede.api.post(`/v1/candidates/${id}/erasure`, order);
  const readComplete = ({ api }: JourneyCompany, id: string) =>
    waitUntil('a complete certificate', async () => {
      const certificate = erasureCertificate.parse(await api.get(`/v1/candidates/${id}/erasure`));
      return certificate.complete && certificate;
    });
  const certificates = [await readComplete(hinode, known.candidateId)];
  for (const id of atKaede) certificates.push(await readComplete(kaede, id));
  return certificates;
}
