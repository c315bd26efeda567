import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { locale } from '@goen/contracts/public';
import { type SealKeys, seal, unsealBytes } from '@goen/service-kit';
import { z } from 'zod';

/** How long the link in the confirmation mail works. */
const confirmationHours = 72;
const owner = 'registration';
const maxInflatedBytes = 16 * 1024;

/**
 * What a person entered, carried by the mailed link alone: nothing is stored before somebody who reads mail at the address
 * opens it.
 */
const sealedRegistration = z.object({
  id: z.uuid(),
  companyId: z.uuid(),
  at: z.number(),
  email: z.string(),
  familyName: z.string(),
  givenName: z.string().nullable(),
  jobName: z.string().nullable(),
  prefecture: z.string().nullable(),
  skills: z.array(z.string()),
  applicationId: z.string().nullable(),
  locale,
  /** A recruiter tries the page: nothing is ever stored. */
  isTest: z.boolean(),
});
export type SealedRegistration = z.infer<typeof sealedRegistration>;

export const sealRegistration = (registration: SealedRegistration, keys: SealKeys): string =>
  seal(deflateRawSync(JSON.stringify(registration)), owner, keys).toString('base64url');

/** Null for a token that is not ours, or was cut off. */
export function openRegistration(token: string, keys: SealKeys): SealedRegistration | null {
  try {
    const bytes = unsealBytes(Buffer.from(token, 'base64url'), owner, keys);
    const json = inflateRawSync(bytes, { maxOutputLength: maxInflatedBytes }).toString('utf8');
    return sealedRegistration.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

export const isExpired = ({ at }: SealedRegistration, now: Date): boolean =>
  now.getTime() > at + confirmationHours * 3_600_000;
