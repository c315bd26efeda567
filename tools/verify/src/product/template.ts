import { type Registration, unwrap } from '@goen/client';
import { listInbox, register, waitUntil } from '@goen/stack/demo';
import { daysAgo, type Product } from './start-product.ts';
import type { Step } from './steps.ts';

/** Ten points are one introduction. */
const byHand = 9;
const people = Array.from({ length: byHand + 2 }, (_, index) => ({
  familyName: '山田',
  givenName: `葵${'一二三四五六七八九十壱'[index]}`,
  email: `registered-${index + 1}@example.jp`,
}));

/** Candidates register themselves; a report confirms one, members confirm nine, and one who never applied is refused. */
export const template: Step = {
  name: 'the template channel',
  async run(product, check) {
    const { minato: api, inboxUrl } = product;
    const { goen } = api;
    const { link, text } = await unwrap(goen.GET('/v1/relay-template', { params: { query: { ats: 'hrmos' } } }));
    check(text.includes(link.url), 'the text has no registration link');
    const form = await (await fetch(link.url)).text();
    check(form.includes('株式会社みなと'), 'the page does not say whose it is');
    for (const person of people) await register(inboxUrl, link.url, person);
    const mails = await listInbox(inboxUrl, people[0]?.email ?? '');
    check(mails.length === 1, `a registration was answered with ${mails.length} mails`);

    const unconfirmed = (await listRegistrations(product, 'unconfirmed')).toReversed();
    check(unconfirmed.length === people.length, `${unconfirmed.length} of ${people.length} registered`);
    check(
      unconfirmed.every(({ relay_consent: consent }) => consent === 'granted'),
      'somebody registered without consent',
    );
    check((await readPoints(product)).points === 0, 'somebody unconfirmed earned a point');
    const ids = unconfirmed.map(({ id }) => id);
    const decisions = [
      ...ids.slice(0, byHand).map((id) => ({ id, action: 'confirm' as const, stage: 'interview' as const })),
      { id: ids.at(-1) ?? '', action: 'refuse' as const },
    ];
    const decided = await unwrap(goen.POST('/v1/registrations/decisions', { body: { decisions } }));
    const refused = decided.results.filter(({ status }) => status !== 200);
    check(refused.length === 0, `${refused.length} decisions were refused`);
    await reportRegistered(product, people[byHand]);

    const points = await waitUntil('ten points', async () => {
      const balance = await readPoints(product);
      return balance.points > byHand && balance;
    });
    check(points.points === byHand + 1 && points.credits_available === 1, `${points.points} points were earned`);
    const confirmed = await listRegistrations(product, 'confirmed');
    const reported = confirmed.filter(({ confirmed_how: how }) => how === 'reported').length;
    check(reported === 1 && confirmed.length === byHand + 1, `${reported} of ${confirmed.length} by a report`);
    const left = await listRegistrations(product, 'unconfirmed');
    check(left.length === 0, `${left.length} registrations still wait`);
  },
};

/** The same person, as the company's ATS tells it later. */
async function reportRegistered({ minato }: Product, person: (typeof people)[number] | undefined): Promise<void> {
  if (person === undefined) throw new Error('There is nobody to report.');
  await minato.reportRejection({
    source: { ats: 'verify' },
    application: { remote_id: 'T-1', rejected_at: daysAgo(1) },
    candidate: {
      remote_id: 'T-1',
      family_name: person.familyName,
      given_name: person.givenName,
      emails: [{ value: person.email }],
    },
  });
}

const readPoints = async ({ minato }: Product) => (await unwrap(minato.goen.GET('/v1/credits'))).balance;

const listRegistrations = async ({ minato }: Product, state: Registration['state']): Promise<Registration[]> =>
  (await unwrap(minato.goen.GET('/v1/registrations', { params: { query: { limit: 200, state } } }))).items;
