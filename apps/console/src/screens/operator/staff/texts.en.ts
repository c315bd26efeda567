import type { Words } from '../../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Staff',
  about: 'People who use the operator’s screens. All of them may do the same, and the audit log says who did what.',
  list: 'Staff',
  name: 'Name',
  email: 'Mail address',
  locale: 'Language of mails',
  since: 'Added',
  actions: 'Actions',
  you: 'You',
  add: 'Invite a person',
  addAbout: 'A mail tells them where to sign in. They can manage all companies and read the operator’s records.',
  addAction: 'Send invitation',
  added: 'Invitation sent to {{email}}',
  remove: 'Remove',
  removeNamed: 'Remove {{name}}',
  removeTitle: 'Remove {{name}} from the staff?',
  removeConsequence:
    'They are signed out at once and can no longer use these screens. The audit log keeps what they did.',
  removeSelf: 'This is you. You will be signed out at once and can no longer use these screens.',
  removed: '{{name}} was removed',
} as const satisfies Words<typeof japanese>;
