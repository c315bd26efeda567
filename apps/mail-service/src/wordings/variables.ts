import type { MailKind, WordingVariable } from '@goen/contracts/internal';

/** What a wording may name. `positions` is a list of its own; the URLs stand as a link's target or alone. */
export const variableNames = [
  'addressee',
  'company',
  'jobs',
  'stage',
  'contact',
  'howToAnswer',
  'pageUrl',
  'unsubscribeUrl',
  'positions',
  'waitingMails',
  'receiver',
  'position',
] as const;
export type VariableName = (typeof variableNames)[number];
export type UrlVariable = Extract<VariableName, 'pageUrl' | 'unsubscribeUrl'>;
export const isUrlVariable = (name: VariableName): name is UrlVariable => name.endsWith('Url');

/** What may open a section: the variables that can be without a value, and one that is a condition only. */
const conditionNames = ['addressee', 'company', 'jobs', 'positions', 'severalJobs', 'relayAgain'] as const;
export type ConditionName = (typeof conditionNames)[number];
/** The conditions that hold. */
export type Conditions = ReadonlySet<ConditionName>;

const descriptions: Record<VariableName | ConditionName, string> = {
  addressee:
    '姓 + 様, the full name + 様 where no family name is known, ご応募者様 where none is; in English the full name',
  company: 'the name of the sender',
  jobs: 'the jobs applied for: 「A」「B」, in English A and B; 求人, a position where none is known',
  stage: 'where in the selection it ended, in words',
  contact: 'where questions go',
  howToAnswer: 'by a reply where replies are read, else through the contact',
  pageUrl: "the candidate's own page, where a consent is given; a link alone in its paragraph is shown as a button",
  unsubscribeUrl: 'where these mails are stopped; it stands below the mail in any case',
  positions: 'the open positions as a list, alone in its paragraph',
  waitingMails: 'how many mails wait for approval',
  receiver: 'the company that the person would be introduced to',
  position: 'the title of its position',
  relayAgain: 'holds where the consent to the relay is about to end, or has ended',
  severalJobs: 'holds where the mail answers more than one application',
};

const everywhere: readonly VariableName[] = ['addressee', 'company', 'jobs', 'stage', 'contact', 'howToAnswer'];
const inInvitations: readonly VariableName[] = [...everywhere, 'pageUrl', 'unsubscribeUrl'];

/** A plain result advertises nothing: neither the way into the relay nor positions may stand in it. */
const known: Record<MailKind, readonly VariableName[]> = {
  rejection: everywhere,
  rejection_relay: inInvitations,
  relay_reminder: inInvitations,
  first_follow_up: inInvitations,
  second_follow_up: [...inInvitations, 'positions'],
  approval_reminder: ['company', 'jobs', 'contact', 'waitingMails'],
  introduction_request: [...inInvitations, 'receiver', 'position'],
  introduction_reminder: [...inInvitations, 'receiver', 'position'],
  introduction_notice: ['company', 'contact', 'receiver', 'position'],
  introduction_follow_up: ['company', 'contact', 'receiver', 'position'],
};

/** An invitation leads to the page where its consent is given (個人情報保護法 Art. 27); a person is called by name. */
const required: Record<MailKind, readonly VariableName[]> = {
  rejection: ['addressee'],
  rejection_relay: ['addressee', 'pageUrl'],
  relay_reminder: ['addressee', 'pageUrl'],
  first_follow_up: ['addressee'],
  second_follow_up: ['addressee', 'positions'],
  approval_reminder: ['waitingMails'],
  introduction_request: ['addressee', 'receiver', 'position', 'pageUrl'],
  introduction_reminder: ['addressee', 'receiver', 'pageUrl'],
  introduction_notice: ['position'],
  introduction_follow_up: ['position'],
};

const inSubject: readonly VariableName[] = [
  'addressee',
  'company',
  'jobs',
  'stage',
  'waitingMails',
  'receiver',
  'position',
];

export type Field = 'subject' | 'body';

export const listVariables = (kind: MailKind, field: Field): readonly VariableName[] =>
  field === 'body' ? known[kind] : inSubject.filter((name) => known[kind].includes(name));

/** `positions` is wanted where some are open. */
export const requiredVariables = (kind: MailKind, conditions: Conditions): readonly VariableName[] =>
  required[kind].filter((name) => name !== 'positions' || conditions.has('positions'));

export const listConditions = (kind: MailKind): readonly ConditionName[] =>
  conditionNames.filter((name) => {
    if (name === 'relayAgain') return kind === 'second_follow_up';
    return name === 'severalJobs' || known[kind].includes(name);
  });

/** As a writer of wordings is told. */
export function describeVariables(kind: MailKind): WordingVariable[] {
  const names = new Set<VariableName | ConditionName>([...known[kind], ...listConditions(kind)]);
  const isIn = (field: Field, name: string) => listVariables(kind, field).some((one) => one === name);
  return [...names].map((name) => ({
    name,
    description: descriptions[name],
    allowedIn: (['subject', 'body'] as const).filter((field) => isIn(field, name)),
    required: required[kind].some((one) => one === name),
    condition: listConditions(kind).some((one) => one === name),
  }));
}
