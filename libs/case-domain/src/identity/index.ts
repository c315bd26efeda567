export { isThroughAgency } from './agency.ts';
export { canBeSamePerson, type PersonName } from './same-person.ts';
