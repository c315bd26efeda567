import * as fc from 'fast-check';
import { defaults, keptByNotice } from './fixtures.ts';
import type { OutsideAction, Scenario } from './simulate-case.ts';

/** Few remote ids, so that un-rejections often meet a rejection. */
const remoteId = fc.constantFrom('a', 'a', 'a', 'b', 'c');
const rejection = fc.record({
  kind: fc.constant('rejected' as const),
  remoteId,
  daysAgo: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -1, max: 400 })),
  silent: fc.constantFrom(null, null, null, null, null, null, 'no_address', 'may_not_email', 'private', 'holds_offer'),
  noResult: fc.constantFrom(undefined, undefined, undefined, 'undated', 'sent_by_ats'),
});
const unrejection = fc.record({
  kind: fc.constant('unrejected' as const),
  remoteId,
  daysAgo: fc.constantFrom(0, 0, 0, 1, 5),
});
const consent = fc.record({
  kind: fc.constant('consent' as const),
  answer: fc.constantFrom('granted', 'granted', 'granted', 'declined', 'withdrawn'),
  consent: fc.constantFrom('relay', 'relay', 'follow_up'),
});
const pause = fc.record({ kind: fc.constant('paused' as const), days: fc.integer({ min: 0, max: 400 }) });
const licence = fc.record({ kind: fc.constant('licence' as const), valid: fc.constantFrom(true, true, false) });
const decision = fc.record({
  kind: fc.constantFrom('approve' as const, 'approve' as const, 'hold' as const, 'release' as const, 'cancel' as const),
});
const approvalSetting = fc.record({
  kind: fc.constant('approval_setting' as const),
  approval: fc.constantFrom('automatic' as const, 'required' as const),
});
const duplicated = fc.record({ kind: fc.constant('duplicated' as const) });
const plainAction = fc.record({
  kind: fc.constantFrom('reapplied', 'hired', 'unsubscribed', 'bounced', 'complained', 'resumed', 'erase'),
});

const action: fc.Arbitrary<OutsideAction> = fc.oneof(
  { weight: 4, arbitrary: rejection },
  { weight: 3, arbitrary: unrejection },
  { weight: 5, arbitrary: consent },
  { weight: 2, arbitrary: pause },
  { weight: 4, arbitrary: licence },
  { weight: 5, arbitrary: decision },
  { weight: 1, arbitrary: approvalSetting },
  { weight: 2, arbitrary: duplicated },
  { weight: 2, arbitrary: plainAction },
);
const afterHours = fc.oneof(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 5000 }));
const mailOutcome = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('sent', 'too_late') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('suppressed', 'daily_limit', 'sender_incomplete', 'no_basis', 'refused_by_provider'),
  },
);

/** Scenarios for property tests: likely ones often, absurd ones too. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  actions: fc
    .tuple(rejection, fc.array(fc.record({ afterHours, action }), { maxLength: 12 }))
    .map(([first, others]) => [{ afterHours: 0, action: first }, ...others]),
  settings: fc.record({
    takesPartInRelay: fc.constantFrom(true, true, false),
    basis: fc.constantFrom('address_notified', 'address_notified', 'opt_in'),
    maxReportAgeDays: fc.constantFrom(30, 365),
    approval: fc.constantFrom('automatic', 'automatic', 'required'),
    invitesWithRejection: fc.constantFrom(true, true, true, false),
    recruiterEmail: fc.constantFrom(null, 'saiyo@example.com'),
    undoWindowMinutes: fc.constantFrom(0, 60, 1440),
    resultDelayDays: fc.constantFrom(0, 1),
    keeping: fc.constantFrom(
      defaults.keeping,
      keptByNotice,
      keptByNotice,
      { ...keptByNotice, basis: null },
      { ...keptByNotice, basis: 'consent' as const },
    ),
    hours: fc.constantFrom(defaults.hours, { ...defaults.hours, closures: ['2027-05-06'], weekdays: [2, 4, 6] }),
  }),
  mailOutcomes: fc.array(mailOutcome, { maxLength: 6 }),
  approvesAtWait: fc.constantFrom(1, 2, 3, null),
  wakeDelayHours: fc.array(fc.constantFrom(0, 0, 0, 1, 7, 30, 24 * 40, 24 * 300), { maxLength: 8 }),
});

/** Rarely found by chance: referred, then un-rejected. */
export const reversalScenario: Scenario = {
  actions: [
    { afterHours: 0, action: { kind: 'rejected', remoteId: 'a', daysAgo: 0, silent: null } },
    { afterHours: 1, action: { kind: 'licence', valid: true } },
    { afterHours: 48, action: { kind: 'consent', answer: 'granted', consent: 'relay' } },
    { afterHours: 48, action: { kind: 'unrejected', remoteId: 'a', daysAgo: 0 } },
  ],
  settings: {},
  mailOutcomes: [],
  approvesAtWait: null,
  wakeDelayHours: [],
};

/** Rarely found by chance: an approved follow-up waits for its hour while the overdue notice awaits an approval. */
export const approvedBesideAwaitingScenario: Scenario = {
  actions: [
    { afterHours: 0, action: { kind: 'rejected', remoteId: 'a', daysAgo: 0, silent: null } },
    { afterHours: 1990, action: { kind: 'cancel' } },
    { afterHours: 367, action: { kind: 'consent', answer: 'declined', consent: 'relay' } },
    { afterHours: 7082, action: { kind: 'approve' } },
    { afterHours: 43, action: { kind: 'paused', days: 0 } },
  ],
  settings: { approval: 'required', recruiterEmail: 'saiyo@example.com', undoWindowMinutes: 0, keeping: keptByNotice },
  mailOutcomes: ['suppressed', 'suppressed'],
  approvesAtWait: 1,
  wakeDelayHours: [],
};
