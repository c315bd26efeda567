import type { Fact, FactData } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { holdsOffer } from './offers.ts';
import { type FactDraft, fact, tokyo } from './testing/fixtures.ts';

const iso = (text: string) => new Date(tokyo(text)).toISOString();
const about = (remoteId?: string): Pick<FactData<'candidate.offer_ended'>, 'application'> =>
  remoteId === undefined ? {} : { application: { sourceKey: 'ats:x', remoteId } };
const offered = (at: string, remoteId?: string) =>
  fact('candidate.hired', { at: iso(at), offerOnly: true, ...about(remoteId) });
const ended = (at: string, remoteId?: string) => fact('candidate.offer_ended', { at: iso(at), ...about(remoteId) });
const [one, two, three] = ['2026-11-01 10:00', '2026-11-02 10:00', '2026-11-03 10:00'] as const;

test.each<[string, FactDraft[], boolean]>([
  ['no offer', [], false],
  ['an end without an offer', [ended(one)], false],
  ['an offer', [offered(one)], true],
  ['an offer that ended', [offered(one), ended(two)], false],
  ['an offer that ended, told in the other order', [ended(two), offered(one)], false],
  ['an end from before the offer', [offered(two), ended(one)], true],
  ['another offer after the end', [offered(one), ended(two), offered(three)], true],
  ['offer and end at one instant: the later told counts', [offered(one), ended(one)], false],
  ['end and offer at one instant: the later told counts', [ended(one), offered(one)], true],
  ['the offer of the same application ended', [offered(one, 'A'), ended(two, 'A')], false],
  ['the offer of another application ended', [offered(one, 'A'), ended(two, 'B')], true],
  ['one of two offers ended', [offered(one, 'A'), offered(one, 'B'), ended(two, 'B')], true],
  ['an end without an application ends all', [offered(one, 'A'), offered(one, 'B'), ended(two)], false],
  ['an offer without an application ends by any end', [offered(one), ended(two, 'A')], false],
])('%s', (_name, drafts, expected) => {
  const facts: Fact[] = drafts.map((draft, index) => ({ ...draft, seq: index + 1, caseId: 'c' }));
  expect(holdsOffer(facts)).toBe(expected);
});
