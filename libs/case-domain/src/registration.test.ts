import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import { wasToldBeforeRegistration } from './registration.ts';
import {
  buildCase,
  type Circumstances,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  hired,
  registered,
  registrationEnded,
  registrationId,
  rejected,
  tokyo,
  unrejected,
  validLicence,
} from './testing/fixtures.ts';

const licensed: Circumstances = { licence: validLicence };
const relay = consent('granted', 'relay', '2026-11-04 10:00');
const unconfirmed = [registered('2026-11-04 10:00'), relay];
const confirmed = rejected('r1', '2026-11-02 10:00', { noResult: 'sent_by_ats', acceptedAt: '2026-11-10 10:00' });
const referred = fact('referral.made', { n: 1, entryId: 'e1' });
const takenBack = [
  ...unconfirmed,
  confirmed,
  referred,
  unrejected('r1', '2026-11-12 11:00'),
  registrationEnded('withdrawn'),
];

type Row = [name: string, at: string, facts: FactDraft[], expected: string, settings?: Circumstances['settings']];
const byHand = rejected('w', '2026-11-04 10:00', { remoteId: registrationId, noResult: 'sent_by_ats' });
const wordTakenBack = fact('application.unrejected', {
  sourceKey: 'herp',
  remoteId: registrationId,
  at: new Date(tokyo('2026-11-12 11:00')).toISOString(),
});

const rows: Row[] = [
  [
    'a confirmation is taken back where a report stands: the follow-ups and the point go on',
    '2026-11-12 12:00',
    [...unconfirmed, byHand, referred, confirmed, wordTakenBack],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'waits for its confirmation, and earns nothing',
    '2026-11-04 12:00',
    unconfirmed,
    'wait registration_confirmation 2026-12-04',
  ],
  ['nobody confirmed it for 30 days: its data is deleted', '2026-12-04 10:00', unconfirmed, 'expire_registration'],
  [
    'deleted: the case closes',
    '2026-12-04 10:00',
    [...unconfirmed, registrationEnded('expired')],
    'close registration_ended',
  ],
  [
    'refused: it never earns',
    '2026-11-05 10:00',
    [...unconfirmed, registrationEnded('refused')],
    'close registration_ended',
  ],
  [
    'confirmed by a report or a member: referred at once, without a result',
    '2026-11-10 12:00',
    [...unconfirmed, confirmed],
    'refer 1',
  ],
  [
    'the company states no basis for keeping: the person asked for it',
    '2026-11-10 12:00',
    [...unconfirmed, confirmed],
    'refer 1',
    { keeping: { basis: 'notice', notices: [], unconfirmed: false, statedAt: '2026-11-01T00:00:00Z' } },
  ],
  [
    'referred: follow-ups as for everybody',
    '2026-11-10 12:00',
    [...unconfirmed, confirmed, referred],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'confirmed after the consent was withdrawn: not referred',
    '2026-11-10 12:00',
    [...unconfirmed, consent('withdrawn', 'relay'), confirmed],
    'wait first_follow_up 2027-05-06',
  ],
  ['its confirmation is withdrawn: the point is reversed', '2026-11-12 12:00', takenBack, 'reverse_referral 1'],
  [
    'its point is reversed: the case closes',
    '2026-11-12 12:00',
    [...takenBack, fact('referral.reversed', { n: 1, entryId: 'e1:reversal' })],
    'close registration_ended',
  ],
  [
    'its rejection is un-rejected by the ATS: the point is reversed',
    '2026-11-12 12:00',
    [...unconfirmed, confirmed, referred, unrejected('r1', '2026-11-12 11:00')],
    'reverse_referral 1',
  ],
  ['holds an offer: deleted in time, too', '2026-12-04 10:00', [...unconfirmed, hired], 'expire_registration'],
  ['the person asks for erasure', '2026-11-05 10:00', [...unconfirmed, fact('erasure.requested', {})], 'erase'],
  [
    'a known candidate registers: the consent alone counts',
    '2026-11-05 10:20',
    [rejected('r1', '2026-11-02 10:00', { noResult: 'sent_by_ats' }), ...unconfirmed],
    'refer 1',
  ],
];

describe('a registration', () => {
  test.each(rows)('%s', (_name, at, facts, expected, settings = {}) =>
    expect(formatStep(findStepAt(at, facts, { ...licensed, settings }))).toBe(expected),
  );

  test('is described as unconfirmed until its rejection is known', () => {
    const describe = (facts: FactDraft[]) => describeCase(buildCase(facts, licensed), tokyo('2026-11-10 12:00'));
    const expiresAt = tokyo('2026-12-04 10:00');
    expect(describe(unconfirmed)).toMatchObject({ referral: 'unconfirmed', registrationExpiresAtMs: expiresAt });
    expect(describe([...unconfirmed, confirmed])).toMatchObject({ referral: 'none', registrationExpiresAtMs: null });
  });

  test.each<[string, string | null, string, boolean, string?]>([
    ['older than the registration', null, '2026-11-03 10:00', true],
    ['younger: a later application', null, '2026-11-05 10:00', false],
    ['the application that the link named', 'A-1', '2026-11-03 10:00', true],
    ['another application than the link named', 'A-2', '2026-11-03 10:00', false],
    ['a member’s word about the registration itself', 'A-2', '2026-11-03 10:00', true, registrationId],
  ])('a rejection reported later, %s', (_name, applicationId, rejectedAt, expected, remoteId = 'A-1') => {
    const { facts } = buildCase([registered('2026-11-04 10:00', applicationId)], {});
    const rejection = { remoteId, rejectedAtMs: tokyo(rejectedAt) };
    expect(wasToldBeforeRegistration(facts, rejection)).toBe(expected);
  });
});
