import type { MailKind, WordingVariable } from '@goen/contracts/internal';

/** `positions` and `conditions` are lists of their own; the URLs stand alone or as the target of a link. */
export const variableNames = [
  'addressee',
  'company',
  'signature',
  'jobs',
  'stage',
  'contact',
  'howToAnswer',
  'pageUrl',
  'unsubscribeUrl',
  'positions',
  'waitingMails',
  'sharedAddresses',
  'receiver',
  'position',
  'answerBy',
  'keepUntil',
  'reapply',
  'personalNote',
  'feedback',
  'feedbackRequests',
  'conditions',
  'appliedIn',
  'whatIsNew',
  'dueOn',
  'unansweredInterests',
  'acceptances',
  'interests',
  'failures',
  'unansweredComplaints',
  'corrections',
] as const;
export type VariableName = (typeof variableNames)[number];
export type UrlVariable = Extract<VariableName, 'pageUrl' | 'unsubscribeUrl'>;
/** Each stands alone in its paragraph. */
export const listNames = ['positions', 'conditions'] as const satisfies readonly VariableName[];
export const isUrlVariable = (name: VariableName): name is UrlVariable => name.endsWith('Url');

/** Names that may open a section: variables that can be empty, and two that are only conditions. */
const conditionNames = [
  'addressee',
  'company',
  'jobs',
  'positions',
  'answerBy',
  'keepUntil',
  'reapply',
  'personalNote',
  'conditions',
  'appliedIn',
  'acceptances',
  'interests',
  'failures',
  'corrections',
  'severalJobs',
  'relayAgain',
] as const;
export type ConditionName = (typeof conditionNames)[number];
/** Those that are true. */
export type Conditions = ReadonlySet<ConditionName>;

const descriptions: Record<VariableName | ConditionName, string> = {
  addressee:
    '姓 + 様, the full name + 様 when no family name is known, ご応募者様 when no name is known; in English the full name',
  company: "the sender's name, in English mails the English one",
  signature: 'who signs for the company: 採用担当, The recruiting team, or as the settings say',
  jobs: 'the jobs applied for: 「A」「B」, in English A and B; 求人, a position when none is known',
  stage: 'the stage of the selection at which it ended',
  contact: 'where to send questions',
  howToAnswer: 'by a reply when replies are read, otherwise through the contact',
  pageUrl: "the candidate's own page, where consent is given; a link alone in its paragraph is shown as a button",
  unsubscribeUrl: 'the unsubscribe link, which the footer always has too',
  positions: 'the open positions as a list, alone in its paragraph',
  waitingMails: 'how many mails are waiting for approval',
  sharedAddresses: 'how many addresses of several candidates are waiting for a decision',
  receiver: 'the company that the candidate would be introduced to',
  conditions: 'the working conditions as a list, alone in its paragraph; required when they are known',
  answerBy: 'the last day on which the candidate can answer: 12月8日, in English 8 December 2026',
  keepUntil: "the date until which the person's details are kept",
  reapply: 'the sentence that says from when the person may apply again',
  personalNote: 'what a recruiter wrote to this person',
  position: 'the title of its position; in a mail about an opening, that of the opening',
  appliedIn: 'the month of the earlier application: 2026年5月, in English May 2026; empty when it is unknown',
  whatIsNew: 'what is new since the earlier application, as written for the opening',
  dueOn: 'the date until which an interest is to be answered',
  unansweredInterests: 'how many people wait for an answer to their interest',
  acceptances: 'how many introductions candidates accepted',
  interests: 'how many former candidates are interested in an opening',
  failures: 'how many mails could not be delivered',
  unansweredComplaints: 'how many complaints the operator has not answered',
  corrections: 'how many candidates asked for a correction of their details',
  feedback: 'what the company answers to a candidate who asked for feedback',
  feedbackRequests: 'how many requests for feedback are due',
  relayAgain: 'true when the consent to the relay is about to expire, or has expired',
  severalJobs: 'true when the mail answers more than one application',
};

const common: readonly VariableName[] = [
  'addressee',
  'company',
  'signature',
  'jobs',
  'stage',
  'contact',
  'howToAnswer',
];
const inResults: readonly VariableName[] = ['keepUntil', 'reapply', 'personalNote'];
const inInvitations: readonly VariableName[] = [...common, 'pageUrl', 'unsubscribeUrl'];

/** Mails that are not regulated advertise nothing: they may contain neither the link into the relay nor positions. */
const allowed: Record<MailKind, readonly VariableName[]> = {
  rejection: [...common, ...inResults],
  rejection_relay: [...inInvitations, ...inResults],
  rejection_late: [...common, ...inResults],
  relay_invitation: [...inInvitations, 'keepUntil'],
  relay_reminder: [...inInvitations, 'keepUntil'],
  first_follow_up: [...inInvitations, 'keepUntil'],
  second_follow_up: [...inInvitations, 'positions', 'keepUntil'],
  keeping_notice: [...common, 'pageUrl', 'keepUntil'],
  erasure_notice: common,
  feedback_answer: [...common, 'feedback'],
  feedback_refusal: common,
  feedback_reminder: ['company', 'signature', 'contact', 'feedbackRequests'],
  member_news: ['company', 'signature', 'contact', 'acceptances', 'interests', 'failures', 'corrections'],
  approval_reminder: ['company', 'signature', 'jobs', 'contact', 'waitingMails'],
  address_reminder: ['company', 'signature', 'contact', 'sharedAddresses'],
  introduction_request: [...inInvitations, 'receiver', 'position', 'answerBy', 'conditions'],
  introduction_reminder: [...inInvitations, 'receiver', 'position', 'answerBy', 'conditions'],
  registration_confirmation: ['company', 'signature', 'contact', 'howToAnswer', 'pageUrl'],
  page_link: ['addressee', 'company', 'signature', 'contact', 'howToAnswer', 'pageUrl'],
  introduction_notice: ['company', 'signature', 'contact', 'receiver', 'position'],
  sign_in_link: ['company', 'signature', 'contact', 'pageUrl'],
  member_invitation: ['company', 'signature', 'contact', 'receiver', 'pageUrl'],
  complaint_notice: ['company', 'signature', 'contact', 'pageUrl', 'unansweredComplaints'],
  introduction_follow_up: ['company', 'signature', 'contact', 'receiver', 'position'],
  employment_question: ['company', 'signature', 'contact', 'receiver', 'position'],
  re_invitation: [...inInvitations, 'position', 'positions', 'appliedIn', 'whatIsNew'],
  re_invitation_reminder: [...inInvitations, 'position', 'positions', 'appliedIn', 'whatIsNew'],
  re_invitation_talk: [...common, 'position', 'pageUrl'],
  re_invitation_regret: [...common, 'position', 'pageUrl'],
  interest_notice: ['company', 'signature', 'contact', 'position', 'dueOn', 'unansweredInterests'],
  interest_reminder: ['company', 'signature', 'contact', 'position', 'dueOn', 'unansweredInterests'],
};

/** An invitation links to the page where consent is given (個人情報保護法 Art. 27); a candidate is addressed by name. */
const required: Record<MailKind, readonly VariableName[]> = {
  rejection: ['addressee'],
  rejection_relay: ['addressee', 'pageUrl'],
  relay_invitation: ['addressee', 'pageUrl'],
  rejection_late: ['addressee'],
  relay_reminder: ['addressee', 'pageUrl'],
  first_follow_up: ['addressee'],
  second_follow_up: ['addressee', 'positions'],
  keeping_notice: ['addressee', 'pageUrl', 'keepUntil'],
  erasure_notice: ['addressee'],
  feedback_answer: ['addressee', 'feedback'],
  feedback_refusal: ['addressee'],
  feedback_reminder: ['feedbackRequests'],
  member_news: [],
  approval_reminder: ['waitingMails'],
  address_reminder: ['sharedAddresses'],
  introduction_request: ['addressee', 'receiver', 'position', 'pageUrl', 'conditions'],
  introduction_reminder: ['addressee', 'receiver', 'pageUrl'],
  registration_confirmation: ['pageUrl'],
  page_link: ['addressee', 'pageUrl'],
  introduction_notice: ['position'],
  sign_in_link: ['pageUrl'],
  member_invitation: ['receiver', 'pageUrl'],
  complaint_notice: ['pageUrl', 'unansweredComplaints'],
  introduction_follow_up: ['position'],
  employment_question: ['position'],
  // It says which application it is about, and what has changed: an advertisement to everybody would not.
  re_invitation: ['addressee', 'jobs', 'positions', 'whatIsNew', 'pageUrl'],
  re_invitation_reminder: ['addressee', 'position', 'pageUrl'],
  re_invitation_talk: ['addressee', 'position'],
  re_invitation_regret: ['addressee', 'position'],
  interest_notice: ['position', 'dueOn'],
  interest_reminder: ['position', 'dueOn'],
};

const inSubject: readonly VariableName[] = [
  'addressee',
  'company',
  'jobs',
  'stage',
  'waitingMails',
  'sharedAddresses',
  'feedbackRequests',
  'receiver',
  'position',
  'answerBy',
  'keepUntil',
  'unansweredInterests',
  'unansweredComplaints',
];

export type Field = 'subject' | 'body';

export const listVariables = (kind: MailKind, field: Field): readonly VariableName[] =>
  field === 'body' ? allowed[kind] : inSubject.filter((name) => allowed[kind].includes(name));

/** The lists are required only when they are not empty. */
export const requiredVariables = (kind: MailKind, conditions: Conditions): readonly VariableName[] =>
  required[kind].filter((name) => !isList(name) || conditions.has(name));

const isList = (name: VariableName): name is (typeof listNames)[number] => listNames.some((list) => list === name);

export const listConditions = (kind: MailKind): readonly ConditionName[] =>
  conditionNames.filter((name) => {
    if (name === 'relayAgain') return kind === 'second_follow_up';
    return name === 'severalJobs' || allowed[kind].includes(name);
  });

/** For writers of wordings. */
export function describeVariables(kind: MailKind): WordingVariable[] {
  const names = new Set<VariableName | ConditionName>([...allowed[kind], ...listConditions(kind)]);
  const isIn = (field: Field, name: string) => listVariables(kind, field).some((candidate) => candidate === name);
  return [...names].map((name) => ({
    name,
    description: descriptions[name],
    allowedIn: (['subject', 'body'] as const).filter((field) => isIn(field, name)),
    required: required[kind].some((candidate) => candidate === name),
    condition: listConditions(kind).some((candidate) => candidate === name),
  }));
}
