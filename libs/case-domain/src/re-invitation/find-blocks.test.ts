import type { ReInvitationBlockReason } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { describeCase } from '../describe-case.ts';
import {
  bounced,
  buildCase,
  type Circumstances,
  complained,
  consent,
  fact,
  hired,
  offerEnded,
  reapplied,
  rejected,
  sent,
  tokyo,
  unrejected,
  unsubscribed,
} from '../testing/fixtures.ts';
import { findReInvitationBlocks, type ReInvitationPerson } from './find-blocks.ts';

const now = '2027-03-01 11:00';
const aRejection = rejected('r1', '2026-11-04 10:00');
const person: ReInvitationPerson = {
  hasAddress: true,
  isErased: false,
  invitedOn: [],
  hasOpenInvitation: false,
  isInSelection: false,
};
const answered = (answer: 'interested' | 'not_now' | 'no_more', askAgainOn: string | null = null) =>
  fact('re_invitation.answered', { reInvitationId: 'i', position: 'p', answer, askAgainOn });
const prefers = (chosen: object) =>
  fact('preferences.set', { frequency: 'half_yearly', jobCategories: [], onlyOpenings: false, ...chosen });
const paused = (until: string) => fact('case.paused', { until });

type Row = readonly [
  name: string,
  drafts: Parameters<typeof buildCase>[0],
  expected: readonly (ReInvitationBlockReason | `${ReInvitationBlockReason} ${string}`)[],
  other?: { readonly person?: Partial<ReInvitationPerson>; readonly circumstances?: Circumstances },
];

/** Rules 45, 51 and 54; who never may be written to, and until when others may not. */
const rows: readonly Row[] = [
  ['a rejection four months ago', [aRejection], []],
  ['a closed case', [aRejection, fact('case.closed', { reason: 'story_told' })], []],
  ['erased', [aRejection, fact('erasure.requested', {}), fact('erasure.done', {})], ['erased']],
  ['erasure requested', [aRejection, fact('erasure.requested', {})], ['erased']],
  ['no address', [aRejection], ['no_address'], { person: { hasAddress: false } }],
  ['bounced', [aRejection, bounced], ['address_unusable']],
  ['complained', [aRejection, complained], ['address_unusable']],
  ['an address of several', [aRejection], ['address_shared'], { circumstances: { addressState: 'shared' } }],
  ['hired', [aRejection, hired], ['hired']],
  ['an offer that ended', [aRejection, sent('rejection', ['r1'], '2026-11-05'), hired, offerEnded], []],
  ['one that kept the result from being told', [aRejection, hired, offerEnded], ['may_not_email']],
  ['reapplied', [aRejection, reapplied], ['in_selection']],
  ['still in selection elsewhere', [aRejection], ['in_selection'], { person: { isInSelection: true } }],
  ['un-rejected', [aRejection, unrejected('r1', '2026-11-05 10:00')], ['in_selection']],
  [
    'a later application un-rejected',
    [aRejection, rejected('r2', '2026-11-05 10:00'), unrejected('r2', '2026-11-06 10:00')],
    ['in_selection'],
  ],
  ['through an agency', [rejected('r1', '2026-11-04 10:00', { silent: 'through_agency' })], ['may_not_email']],
  ['may not be mailed', [rejected('r1', '2026-11-04 10:00', { silent: 'may_not_email' })], ['may_not_email']],
  ['unsubscribed', [aRejection, unsubscribed], ['unsubscribed']],
  [
    'a consent to follow-ups does not lift it: its text names no mails about one opening',
    [aRejection, unsubscribed, consent('granted', 'follow_up')],
    ['unsubscribed'],
  ],
  ['declined follow-ups', [aRejection, consent('declined', 'follow_up')], ['declined_follow_ups', 'no_basis']],
  ['withdrew', [aRejection, consent('withdrawn', 'follow_up')], ['declined_follow_ups', 'no_basis']],
  ['declined the relay only', [aRejection, consent('declined', 'relay')], []],
  ['opt-in without consent', [aRejection], ['no_basis'], { circumstances: { settings: { basis: 'opt_in' } } }],
  [
    'opt-in with consent',
    [aRejection, consent('granted', 'follow_up')],
    [],
    { circumstances: { settings: { basis: 'opt_in' } } },
  ],
  ['wants none of these', [aRejection, answered('no_more')], ['no_more_invitations']],
  ['wants them again', [aRejection, answered('no_more'), fact('re_invitation.resumed', {})], []],
  ['was interested once', [aRejection, answered('interested')], []],
  ['not now', [aRejection, answered('not_now', '2027-03-02')], ['asked_to_wait 2027-03-02']],
  ['the day has come', [aRejection, answered('not_now', '2027-03-01')], []],
  ['paused', [aRejection, paused('2027-04-01')], ['paused 2027-04-01']],
  ['a pause that is over', [aRejection, paused('2027-03-01')], []],
  ['29 days after the rejection', [rejected('r1', '2027-01-31 10:00')], ['result_too_recent 2027-03-02']],
  ['30 days after it', [rejected('r1', '2027-01-30 10:00')], []],
  [
    'the result left later than the rejection',
    [rejected('r1', '2027-01-20 10:00'), sent('rejection', ['r1'], '2027-02-10')],
    ['result_too_recent 2027-03-12'],
  ],
  ['asked already', [aRejection], ['already_invited'], { person: { hasOpenInvitation: true } }],
  ['one in six months', [aRejection], [], { person: { invitedOn: ['2026-12-01'] } }],
  ['two in six months', [aRejection], ['too_many 2027-06-01'], { person: { invitedOn: ['2027-02-01', '2026-12-01'] } }],
  ['the first is six months old', [aRejection], [], { person: { invitedOn: ['2026-09-01', '2027-02-01'] } }],
  [
    'who wants to be written to once a year is asked once',
    [aRejection, prefers({ frequency: 'yearly' })],
    ['too_many 2027-08-15'],
    { person: { invitedOn: ['2026-08-15'] } },
  ],
  ['wants openings of this category', [aRejection, prefers({ jobCategories: ['job_category:engineer'] })], []],
  ['wants others', [aRejection, prefers({ jobCategories: ['job_category:sales'] })], ['other_categories']],
  ['wants openings and nothing else', [aRejection, prefers({ onlyOpenings: true })], []],
  [
    'kept on no basis',
    [aRejection],
    ['not_kept'],
    {
      circumstances: {
        settings: { keeping: { unconfirmed: false, basis: 'notice', notices: [], statedAt: null } },
      },
    },
  ],
  [
    'hired through an introduction last year, and nobody learns why',
    [aRejection],
    ['may_not_email'],
    { circumstances: { joinedOn: '2026-10-01' } },
  ],
  ['two years after joining', [aRejection], [], { circumstances: { joinedOn: '2025-03-01' } }],
];

const filled = rows.map(([name, drafts, expected, other = {}]) => [name, drafts, expected, other] as const);

test.each(filled)('%s', (_name, drafts, expected, other) => {
  const blocks = findReInvitationBlocks(
    buildCase(drafts, other.circumstances),
    { ...person, ...other.person },
    ['job_category:engineer', 'skill:go'],
    tokyo(now),
  );
  expect(blocks.map(({ reason, until }) => (until === null ? reason : `${reason} ${until}`))).toEqual(expected);
});

/** What a list need not look at; the rest is looked at person by person. */
const neverUntilAFact = [
  'erased',
  'address_unusable',
  'hired',
  'in_selection',
  'unsubscribed',
  'declined_follow_ups',
  'no_more_invitations',
];

/** Not who was hired elsewhere, or is in selection there: that is no fact of the case. */
const ofCase = filled.filter(
  ([, , expected, other]) => !expected.includes('may_not_email') && !other.person?.isInSelection,
);

test.each(ofCase)('lists pass over nobody who may be invited: %s', (_name, drafts, expected, other) => {
  const { invitableFrom } = describeCase(buildCase(drafts, other.circumstances), tokyo(now));
  const waits = expected.map((block) => block.split(' ')).find(([reason, until]) => until && reason !== 'too_many');
  const isNever = expected.some((block) => neverUntilAFact.includes(block));
  const passedOverUntil = invitableFrom <= '2027-03-01' ? undefined : invitableFrom;
  expect(passedOverUntil).toBe(isNever ? '9999-12-31' : waits?.[1]);
});
