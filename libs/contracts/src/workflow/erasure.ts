/** Who asked a company to delete a person's data. */
export const erasureAskers = ['person', 'representative', 'authority'] as const;
export type ErasureAskedBy = (typeof erasureAskers)[number];

export const erasureChannels = ['phone', 'letter', 'email', 'in_person'] as const;
export type ErasureAskedVia = (typeof erasureChannels)[number];

/** Why data is deleted (個人情報保護法 Art. 22, 35). `deleted_at_source`: the ATS deleted or anonymised the candidate. */
export const erasureReasons = [
  'asked_by_person',
  'no_longer_needed',
  'unlawful_use',
  'deleted_at_source',
  'kept_no_longer',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];
