import * as fc from 'fast-check';
import { defaults } from './fixtures.ts';
import type { Happening, Plan } from './simulated-life.ts';

/** Plans of lives for property tests: likely ones often, absurd ones too. */
const remoteId = fc.constantFrom('a', 'a', 'a', 'b', 'c');
const rejection = fc.record({
  kind: fc.constant('rejected' as const),
  remoteId,
  daysAgo: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -1, max: 400 })),
  silent: fc.constantFrom(null, null, null, null, null, null, 'no_address', 'may_not_email', 'private', 'holds_offer'),
});
const unrejection = fc.record({
  kind: fc.constant('unrejected' as const),
  remoteId,
  daysAgo: fc.constantFrom(0, 0, 0, 1, 5),
});
const word = fc.record({
  kind: fc.constant('word' as const),
  word: fc.constantFrom('granted', 'granted', 'granted', 'declined', 'withdrawn'),
  consent: fc.constantFrom('relay', 'relay', 'follow_up'),
});
const pause = fc.record({ kind: fc.constant('paused' as const), days: fc.integer({ min: 0, max: 400 }) });
const licence = fc.record({ kind: fc.constant('licence' as const), valid: fc.constantFrom(true, true, false) });
const decision = fc.record({
  kind: fc.constantFrom('approve' as const, 'approve' as const, 'hold' as const, 'release' as const, 'cancel' as const),
});
const approval = fc.record({
  kind: fc.constant('approval_setting' as const),
  approval: fc.constantFrom('automatic' as const, 'required' as const),
});
const duplicated = fc.record({ kind: fc.constant('duplicated' as const) });
const plain = fc.record({
  kind: fc.constantFrom('reapplied', 'hired', 'unsubscribed', 'bounced', 'complained', 'resumed', 'erase'),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: rejection },
  { weight: 3, arbitrary: unrejection },
  { weight: 5, arbitrary: word },
  { weight: 2, arbitrary: pause },
  { weight: 4, arbitrary: licence },
  { weight: 5, arbitrary: decision },
  { weight: 1, arbitrary: approval },
  { weight: 2, arbitrary: duplicated },
  { weight: 2, arbitrary: plain },
);
const afterHours = fc.oneof(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 5000 }));
const outcome = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('sent', 'too_late') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('suppressed', 'daily_limit', 'sender_incomplete', 'no_basis', 'refused_by_provider'),
  },
);

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  happenings: fc
    .tuple(rejection, fc.array(fc.record({ afterHours, what: happening }), { maxLength: 12 }))
    .map(([what, more]) => [{ afterHours: 0, what }, ...more]),
  settings: fc.record({
    takesPartInRelay: fc.constantFrom(true, true, false),
    basis: fc.constantFrom('address_notified', 'address_notified', 'opt_in'),
    maxReportAgeDays: fc.constantFrom(30, 365),
    approval: fc.constantFrom('automatic', 'automatic', 'required'),
    invitesWithRejection: fc.constantFrom(true, true, true, false),
    recruiterEmail: fc.constantFrom(null, 'saiyo@example.com'),
    undoWindowMinutes: fc.constantFrom(0, 60, 1440),
    hours: fc.constantFrom(defaults.hours, { ...defaults.hours, closures: ['2027-05-06'], weekdays: [2, 4, 6] }),
  }),
  outcomes: fc.array(outcome, { maxLength: 6 }),
  approvesAtWait: fc.constantFrom(1, 2, 3, null),
  lateHours: fc.array(fc.constantFrom(0, 0, 0, 1, 7, 30, 24 * 40, 24 * 300), { maxLength: 8 }),
});

/** One that chance seldom finds: referred, then rejected no more. */
export const reversedPlan: Plan = {
  happenings: [
    { afterHours: 0, what: { kind: 'rejected', remoteId: 'a', daysAgo: 0, silent: null } },
    { afterHours: 1, what: { kind: 'licence', valid: true } },
    { afterHours: 48, what: { kind: 'word', word: 'granted', consent: 'relay' } },
    { afterHours: 48, what: { kind: 'unrejected', remoteId: 'a', daysAgo: 0 } },
  ],
  settings: {},
  outcomes: [],
  approvesAtWait: null,
  lateHours: [],
};
