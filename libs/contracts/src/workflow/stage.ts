/** Where in the selection a candidate was rejected. Chooses the wording of the rejection mail. */
export const stageKinds = ['documents', 'interview', 'final', 'other'] as const;
export type StageKind = (typeof stageKinds)[number];
