export const consentKinds = ['follow_up', 'relay'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export const consentStates = ['unknown', 'granted', 'declined', 'withdrawn', 'lapsed'] as const;
export type ConsentState = (typeof consentStates)[number];

export const evidenceMethods = ['page', 'one_click', 'import'] as const;
export type EvidenceMethod = (typeof evidenceMethods)[number];

/** What the person saw when they decided; the hash is SHA-256 of the exact text. */
export type ConsentEvidence = { method: EvidenceMethod; textVersion: string; textHash: string; locale: string };
