import type { LockedPackage } from './lock-file.ts';

/** SPDX ids of licences that ask for no more than a notice. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Packages with another licence, or none in their manifest. A version is not named: a new licence is noticed by its id. */
const exceptions: readonly { readonly name: RegExp; readonly licence: string | null; readonly why: string }[] = [
  {
    name: /^lightningcss(?:-.+)?$/,
    licence: 'MPL-2.0',
    why: 'Part of Vite, which builds the console; used unchanged, and nothing of it is in the build.',
  },
  {
    name: /^caniuse-lite$/,
    licence: 'CC-BY-4.0',
    why: 'Data about browsers, read while the console is built and not distributed.',
  },
  {
    name: /^(?:starkbank-ecdsa|xml-escape)$/,
    licence: 'MIT License',
    why: 'MIT, written as a name instead of the SPDX id.',
  },
  { name: /^unionfs$/, licence: null, why: 'Unlicense by its LICENSE file; its manifest does not say so.' },
];

/** The packages of production whose licence is neither allowed nor an exception, and exceptions that nothing needs. */
export function findForbiddenLicences(packages: readonly LockedPackage[]): string[] {
  const others = packages.filter(({ dev, license }) => !dev && !isAllowed(license));
  const forbidden = others
    .filter((entry) => !exceptions.some((exception) => applies(exception, entry)))
    .map(({ name, version, license = 'no licence' }) => `${name}@${version}: ${license}`);
  const needless = exceptions
    .filter((exception) => !others.some((entry) => applies(exception, entry)))
    .map(({ name }) => `The exception ${name.source} applies to nothing.`);
  return [...forbidden, ...needless];
}

const applies = (exception: (typeof exceptions)[number], { name, license }: LockedPackage): boolean =>
  exception.name.test(name) && exception.licence === (license ?? null);

/** An id, a choice, or several at once. Nested expressions are left to a person. */
function isAllowed(licence = ''): boolean {
  const expression = licence.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(expression)) return false;
  return expression.split(' OR ').some((choice) => choice.split(' AND ').every((id) => allowed.has(id.trim())));
}
