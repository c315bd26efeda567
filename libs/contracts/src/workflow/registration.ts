/**
 * `unconfirmed`: nothing says yet that the person was rejected. `withdrawn`: a member took back a confirmation. `expired`:
 * nobody confirmed it in time. `erased`: the person deleted their data before.
 */
export const registrationStates = ['unconfirmed', 'confirmed', 'refused', 'withdrawn', 'expired', 'erased'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** By a report, hook or import of the same person, or by a member. */
export const confirmedHows = ['reported', 'by_hand'] as const;
export type ConfirmedHow = (typeof confirmedHows)[number];
