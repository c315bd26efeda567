import { createHmac } from 'node:crypto';
import { listNameKeys, type PersonName } from '@goen/case-domain/identity';

/** Of each spelling of a name, for names that are compared and not kept. Empty without a name. */
export const hashNames = (name: PersonName, personHashKey: string): string[] =>
  listNameKeys(name).map((key) => createHmac('sha256', personHashKey).update(key).digest('hex'));

/** As `canBeSamePerson`: they share a spelling, or one side has no name. */
export const doNamesAgree = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === 0 || right.length === 0 || left.some((hash) => right.includes(hash));
