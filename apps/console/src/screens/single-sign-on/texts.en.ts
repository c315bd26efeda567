import type { Words } from '../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Single sign-on (OpenID Connect)',
  about:
    'Lets your members sign in with your identity provider (Microsoft Entra ID, Google Workspace, Okta and others). Mailed links and passkeys work without it.',
  states: { on: 'Set up', off: 'Not set up', required: 'Set up, required except for owners' },
  provider: 'Step 1: Register an application at your provider',
  providerAbout:
    'In the administration of your provider, register a web application with this address as its redirect URI. It needs the scopes openid and email.',
  callback: 'Redirect URI',
  values: 'Step 2: Enter the values of your provider',
  valuesAbout: 'Saving connects to the provider and checks them.',
  issuer: 'URL of the issuer',
  issuerAbout: 'For example https://login.microsoftonline.com/(tenant ID)/v2.0 or https://accounts.google.com',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  secretAbout: 'Stored encrypted and never shown again. Enter it again to save a change.',
  isRequired: 'Members other than owners sign in this way only',
  isRequiredAbout:
    'Owners can still use a mailed link, in case the provider fails or is set up wrongly. Test it before you turn this on.',
  required: 'Required',
  save: 'Save',
  saved: 'Single sign-on saved',
  people: 'Step 3: Test it, and inform your members',
  peopleAbout:
    'On the sign-in page members enter this company ID. Their address at the provider has to be that of the member. Signing in adds no members: invite them under Members first.',
  company: 'Company ID',
  signInUrl: 'Sign-in page',
  test: 'Test',
  testTitle: 'Go to your identity provider?',
  testAdvice:
    'Once you have signed in there, you come back to this page, and this browser uses the new sign-in. If it fails, you see why and stay signed in as you are.',
  tested: 'You signed in with single sign-on: it works.',
  remove: 'Remove single sign-on',
  removeTitle: 'Remove single sign-on?',
  removeAdvice:
    'Everyone who signed in with it, including you, is signed out at once. Members can use mailed links and passkeys.',
  removed: 'Single sign-on removed',
  issuerChange: 'Another issuer ends all sessions that began with single sign-on.',
} as const satisfies Words<typeof japanese>;
