import { z } from 'zod';
import { instant, locale, pageLimit, pageOf } from './shared.ts';

const memberRole = z.enum(['owner', 'recruiter', 'approver', 'viewer']);
/** Of a person who signs in: what sign-in links are mailed to. */
export const memberAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));

export const newSignInLink = z
  .strictObject({
    email: memberAddress,
    locale: locale.default('ja').describe('the language of the mail and its page'),
  })
  .meta({ id: 'NewSignInLink' });
export const usedSignInLink = z
  .strictObject({ token: z.string().min(1).max(200).describe('what follows `#token=` in the mailed link') })
  .meta({ id: 'UsedSignInLink' });
export const signInLinkOwner = z.object({ email: z.string() }).meta({ id: 'SignInLinkOwner' });
export const newSingleSignOn = z
  .strictObject({
    company: z.string().min(1).max(100).describe('the short name (slug) of the company'),
    return_to: z
      .string()
      .max(500)
      .regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of this site')
      // `/.//evil.example` is the path `//evil.example`, which a browser reads as another host.
      .refine(
        (path) => URL.parse(path, 'https://own')?.pathname.startsWith('//') === false,
        'must be a path of this site',
      )
      .default('/sign-in'),
  })
  .meta({ id: 'NewSingleSignOn' });
export const singleSignOnStart = z
  .object({ url: z.url().describe('where the browser goes next: the identity provider') })
  .meta({ id: 'SingleSignOnStart' });

/** As a browser's `PublicKeyCredential` speaks (WebAuthn Level 3, `toJSON` and `parse…OptionsFromJSON`). */
export const passkeyOptions = z
  .looseObject({ challenge: z.string() })
  .describe('for `PublicKeyCredential.parse…OptionsFromJSON`')
  .meta({ id: 'PasskeyOptions' });
const credential = z.looseObject({ id: z.string().max(2_000) }).describe('`credential.toJSON()`');
export const usedPasskey = z.strictObject({ credential }).meta({ id: 'UsedPasskey' });
const passkeyName = z.string().trim().min(1).max(100);
export const newPasskey = z.strictObject({ name: passkeyName, credential }).meta({ id: 'NewPasskey' });
export const passkeyChange = z.strictObject({ name: passkeyName }).meta({ id: 'PasskeyChange' });
export const passkey = z
  .object({ id: z.uuid(), name: z.string().nullable(), created_at: instant.nullable() })
  .meta({ id: 'Passkey' });
export const passkeyList = z.object({ items: z.array(passkey) }).meta({ id: 'PasskeyList' });

const company = z.object({ id: z.uuid(), name: z.string() });
export const me = z
  .object({
    email: z.string(),
    name: z.string().nullable().describe('as a member, else as one of the operator’s staff'),
    signed_in_by: z.enum(['link', 'passkey', 'single_sign_on']),
    signed_in_at: instant,
    member: z
      .object({
        id: z.uuid(),
        name: z.string(),
        role: memberRole,
        scopes: z.array(z.string()),
        company,
      })
      .nullable()
      .describe('as whom requests of this session count; null: the person is not a member of a company'),
    companies: z.array(company.extend({ role: memberRole })).describe('those that the session may choose'),
    is_operator: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;
export const chosenCompany = z.strictObject({ company_id: z.uuid() }).meta({ id: 'ChosenCompany' });

export const session = z
  .object({
    id: z.uuid(),
    is_current: z.boolean(),
    signed_in_by: z.enum(['link', 'passkey', 'single_sign_on']),
    signed_in_at: instant,
    last_used_at: instant.describe('to the hour'),
    expires_at: instant,
    network: z.string().nullable(),
    browser: z.string().nullable().describe('as the browser names itself'),
  })
  .meta({ id: 'Session' });
export const sessionList = z.object({ items: z.array(session) }).meta({ id: 'SessionList' });

export const memberName = z.string().trim().min(1).max(200);
export const newMember = z
  .strictObject({
    email: memberAddress,
    name: memberName,
    role: memberRole,
    locale: locale.default('ja').describe('the language of mails to this member'),
  })
  .meta({ id: 'NewMember' });
export const memberChange = z
  .strictObject({ name: memberName.optional(), role: memberRole.optional(), locale: locale.optional() })
  .meta({ id: 'MemberChange' });
export const memberView = z
  .object({
    id: z.uuid(),
    email: z.string().nullable().describe('null: removed'),
    name: z.string(),
    role: memberRole,
    locale,
    state: z.enum(['invited', 'joined', 'removed']).describe('`joined`: they have signed in since they were invited'),
    created_at: instant,
    joined_at: instant.nullable(),
    removed_at: instant.nullable(),
    active_api_keys: z.number().int().describe('keys made by this member that work, also after the member is removed'),
  })
  .meta({ id: 'Member' });
export const memberPage = pageOf(memberView).meta({ id: 'MemberPage' });
export const memberQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['current', 'removed']).default('current'),
});

export const newStaff = z
  .strictObject({ email: memberAddress, name: memberName, locale: locale.default('ja') })
  .meta({ id: 'NewStaff' });
export const staffView = z
  .object({ id: z.uuid(), email: z.string().nullable(), name: z.string(), locale, created_at: instant })
  .meta({ id: 'Staff' });
export const staffList = z.object({ items: z.array(staffView) }).meta({ id: 'StaffList' });

export const singleSignOnSettings = z
  .strictObject({
    issuer: z.url().max(500).describe('of your OpenID Connect provider; it must publish a discovery document'),
    client_id: z.string().trim().min(1).max(300),
    client_secret: z.string().trim().min(1).max(1_000).describe('stored encrypted, never shown'),
    is_required: z.boolean().default(false).describe('true: members other than owners sign in no other way'),
  })
  .meta({ id: 'SingleSignOnSettings' });
/** What both sides need before single sign-on works. */
export const singleSignOnSetup = z
  .object({
    callback_url: z.string().describe('to register at your provider'),
    company: z.string().describe('the short name that people enter on the sign-in page'),
    sign_in_url: z.string(),
    is_set_up: z.boolean(),
  })
  .meta({ id: 'SingleSignOnSetup' });
export const singleSignOn = z
  .object({
    issuer: z.string(),
    client_id: z.string(),
    is_required: z.boolean(),
    callback_url: z.string().describe('to register at your provider'),
  })
  .meta({ id: 'SingleSignOn' });
