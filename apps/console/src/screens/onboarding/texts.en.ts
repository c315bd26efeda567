import type { Words } from '../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Getting started',
  about:
    'What it takes until the first mail reaches a candidate. Steps are ticked by themselves, so begin where you like.',
  progress: '{{done}} of {{total}} steps are done',
  completeTitle: 'Everything is set up',
  completeAdvice: 'The day’s work begins on the screen “Today”.',
  toToday: 'To Today',
  steps: 'Steps',
  doneAt: 'Done {{time}}',
  open: 'Open this step',
  states: { done: 'Done', open: 'Open', default: 'As by default', not_needed: 'Not needed', unknown: 'Unknown' },
  step: {
    sender_identity: {
      title: 'Enter the sender’s identity',
      why: 'Each mail ends with the company’s name, postal address and contact. The law demands them for invitations.',
      action: 'Set the sender’s identity',
    },
    sender_domain: {
      title: 'Verify the sender domain',
      why: 'Three kinds of DNS records keep your mails out of spam folders. Ask your IT department to add them.',
      action: 'See the DNS records',
    },
    hours: {
      title: 'Decide when mails are sent',
      why: 'By default from 10:00 to 18:00 on weekdays, until 15:00 on Fridays and before holidays.',
      action: 'Check the sending hours',
    },
    keeping_basis: {
      title: 'State the basis for keeping details',
      why: 'To keep the details of former candidates and write to them later, you need a basis: a notice or their consent.',
      action: 'Set the basis for keeping',
    },
    source: {
      title: 'Decide how rejections come in',
      why: 'By a connection to your ATS, as a file, or by the API.',
      action: 'Connect an ATS',
    },
    dry_run: {
      title: 'Try a first file',
      why: 'A dry run shows who would be mailed what, and when. Nothing is sent.',
      action: 'Try a file',
    },
    approval: {
      title: 'Approve the first mail',
      why: 'Only mails that somebody has read and approved are sent.',
      action: 'See the mail queue',
    },
    colleagues: {
      title: 'Invite your colleagues',
      why: 'Share approvals and answers with them.',
      action: 'Invite members',
    },
  },
  missing: 'Missing: {{fields}}',
  recommended: 'Also recommended: {{fields}}',
  missingNames: {
    '/sender/name': 'company name',
    '/sender/postal_address': 'postal address',
    '/sender/contact': 'contact',
    '/representative': 'representative',
    '/keeping/basis': 'basis for keeping',
    spf: 'SPF',
    dkim: 'DKIM',
    dmarc: 'DMARC',
  },
  defaultAdvice: 'It works as it is. Please have a look at it once.',
  unknownAdvice: 'The mail service did not answer. Please try again later.',
  notNeeded: {
    sender_domain: 'Mails go to the test environment, so no domain needs to be verified.',
    dry_run: 'Rejections come in by themselves, so no file is needed.',
    approval: 'Mails are sent without approval, as your settings say.',
  },
} as const satisfies Words<typeof japanese>;
