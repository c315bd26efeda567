export { isThroughAgency } from './agency.ts';
export { canBeSamePerson, listNameKeys, type PersonName } from './same-person.ts';
