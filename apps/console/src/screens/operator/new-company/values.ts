import type { NewOperatorCompany } from '@goen/client/operator';

export const emptyCompany = {
  name: '',
  slug: '',
  fromAddress: '',
  postalAddress: '',
  contact: '',
  isSandbox: false,
  ownerName: '',
  ownerEmail: '',
  ownerLocale: 'ja' as 'ja' | 'en',
  needsKey: false,
};
export type CompanyValues = typeof emptyCompany;

/** What a key for an ATS needs: to report, and to read what became of it. */
const keyScopes = ['rejections:write', 'events:write', 'cases:read'];

/** Which field the API means. */
export const fieldOfPointer: Readonly<Record<string, keyof CompanyValues>> = {
  '/name': 'name',
  '/slug': 'slug',
  '/sender/name': 'name',
  '/sender/from_address': 'fromAddress',
  '/sender/postal_address': 'postalAddress',
  '/sender/contact': 'contact',
  '/owner/name': 'ownerName',
  '/owner/email': 'ownerEmail',
};

export function toNewCompany(values: CompanyValues): NewOperatorCompany {
  const postalAddress = values.postalAddress.trim();
  const contact = values.contact.trim();
  return {
    name: values.name.trim(),
    slug: values.slug.trim(),
    sandbox: values.isSandbox,
    sender: {
      name: values.name.trim(),
      from_address: values.fromAddress.trim(),
      ...(postalAddress === '' ? {} : { postal_address: postalAddress }),
      ...(contact === '' ? {} : { contact }),
    },
    owner: { name: values.ownerName.trim(), email: values.ownerEmail.trim(), locale: values.ownerLocale },
    key: values.needsKey ? { name: 'ATS', scopes: keyScopes } : null,
  };
}
