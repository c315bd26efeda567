const browsers = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;
const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const;

type Names = readonly (readonly [name: string, pattern: RegExp])[];
const find = (names: Names, text: string) => names.find(([, pattern]) => pattern.test(text))?.[0];

/** What a person calls the browser and its system; null for one that says neither. */
export function nameBrowser(userAgent: string | null): { readonly browser: string; readonly system: string } | null {
  if (userAgent === null) return null;
  const [browser = '', system = ''] = [find(browsers, userAgent), find(systems, userAgent)];
  return browser === '' && system === '' ? null : { browser, system };
}
