import { readAdminSetting } from './admin-settings.ts';
import { type Command, type Options, readOption, requireOption } from './options.ts';
import { addMember, addStaff, listStaff, requestLink } from './people.ts';

const linkHint = (email: string) =>
  `Nobody was mailed. To mail a sign-in link: npm run admin -- sign-in link --email ${email}`;

/** Anything else is refused by the schema. */
const readLocale = (options: Options) => (readOption(options, 'locale') ?? 'ja') as 'ja' | 'en';

/** The people who sign in: what an installation without anybody who could sign in needs. */
export const peopleCommands: Readonly<Record<string, Command>> = {
  'member add': {
    summary: 'add a person to a company, also its first owner',
    options: ['by', 'company', 'email', 'name', 'role', 'locale'],
    async run(admin, options) {
      const email = requireOption(options, 'email');
      const member = {
        company: requireOption(options, 'company'),
        email,
        name: requireOption(options, 'name'),
        role: requireOption(options, 'role') as 'owner',
        locale: readLocale(options),
      };
      const { id } = await addMember(admin, member, readAdminSetting('PERSON_HASH_KEY'));
      return `Added member ${id}.\n${linkHint(email)}`;
    },
  },
  'staff add': {
    summary: "add a person to the operator's staff, also the first one",
    options: ['by', 'email', 'name', 'locale'],
    async run(admin, options) {
      const email = requireOption(options, 'email');
      const staff = { email, name: requireOption(options, 'name'), locale: readLocale(options) };
      const { id } = await addStaff(admin, staff, readAdminSetting('PERSON_HASH_KEY'));
      return `Added ${id} to the staff.\n${linkHint(email)}`;
    },
  },
  'staff list': {
    summary: "the operator's staff",
    options: [],
    run: (admin) => listStaff(admin),
  },
  'sign-in link': {
    summary: 'mail a sign-in link to a member or a person of the staff',
    options: ['by', 'email'],
    async run(admin, options) {
      const email = requireOption(options, 'email');
      await requestLink(admin, { email, publicUrl: readAdminSetting('PUBLIC_URL') });
      return `A sign-in link is on its way to ${email}. It works once, for ten minutes.`;
    },
  },
};
