/** https://public-api.herp.cloud/hire/public/doc (1.5.0). Instants are in Tokyo time, with the offset. */
export const steps = [
  'entry',
  'casualInterview',
  'resumeScreening',
  'firstInterview',
  'secondInterview',
  'thirdInterview',
  'finalInterview',
  'offered',
  'offerAccepted',
] as const;
type Step = (typeof steps)[number];

export const terminationReasons = ['hired', 'refusedByCandidate', 'rejected', 'notEligible'] as const;
export type TerminationReason = (typeof terminationReasons)[number];

export type Candidacy = {
  id: string;
  /** One string, as the candidate or an agent wrote it; HERP stores neither kana nor name parts. */
  name: string;
  email: string | null;
  telephoneNumber: string | null;
  age: number | null;
  company: string | null;
  status: 'active' | 'terminated';
  requisitionId: string;
  appliedAt: string;
  step: Step;
  stepUpdatedAt: string;
  channel: { type: string; kind: string; description: string | null };
  education: string | null;
  career: string | null;
  note: string | null;
  tags: string[];
  terminationReason: TerminationReason | null;
  terminatedAt: string | null;
  operators: string[];
  updatedAt: string;
};

export type Requisition = {
  id: string;
  name: string;
  status: 'active' | 'archived';
  careerPageStatus: 'published' | 'unlisted' | 'private';
  createdAt: string;
  updatedAt: string;
};

export type TimelineComment = {
  id: string;
  body: string;
  textType: 'text/plain' | 'text/markdown';
  /** User ids. */
  mentionTo: string[];
  createdAt: string;
};
