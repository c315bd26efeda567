export { canBeSamePerson, type PersonName } from './same-person.ts';
