import type { Language } from '../../i18n/language.ts';
import type { NewInstallation } from './queries.ts';

/** What the form asks for. */
export const emptySetup = {
  token: '',
  companyName: '',
  slug: '',
  fromAddress: '',
  postalAddress: '',
  contact: '',
  ownerName: '',
  ownerEmail: '',
  operatorName: '',
  operatorEmail: '',
};
export type SetupValues = typeof emptySetup;

/** Which field the API means. Its `/company` is what cannot be created: the only part left to it is the ID. */
export const fieldOfPointer: Readonly<Record<string, keyof SetupValues>> = {
  '/token': 'token',
  '/operator/name': 'operatorName',
  '/operator/email': 'operatorEmail',
  '/company': 'slug',
  '/company/name': 'companyName',
  '/company/slug': 'slug',
  '/company/settings/sender/fromAddress': 'fromAddress',
  '/company/owner/name': 'ownerName',
  '/company/owner/email': 'ownerEmail',
};

export function toInstallation(values: SetupValues, locale: Language): NewInstallation {
  const { token, companyName, slug, fromAddress, postalAddress, contact } = trimAll(values);
  const { ownerName, ownerEmail, operatorName, operatorEmail } = trimAll(values);
  const sender = { name: companyName, fromAddress, postalAddress, contact };
  return {
    token,
    operator: { name: operatorName, email: operatorEmail, locale },
    company: {
      name: companyName,
      slug,
      settings: { sender },
      owner: { name: ownerName, email: ownerEmail, locale },
    },
  };
}

const trimAll = (values: SetupValues) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()])) as SetupValues;
