import { useTranslation } from 'react-i18next';
import { i18next } from './i18next.ts';

type Tree = { readonly [key: string]: string | Tree };

/** The dotted paths of a tree of texts. */
type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];
type TextAt<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? TextAt<T[Head], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;
type Variable<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Variable<Rest> : never;
type Values<Text> = [Variable<Text>] extends [never]
  ? [values?: { readonly count?: number }]
  : [values: { readonly [Name in Variable<Text>]: string | number }];

/** The same texts in another language, whatever they say. `key_one` is the text for a `count` of one. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> } & {
  readonly [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string;
};

/** The text at a path in the language of the moment. A wrong path or a missing value does not compile. */
export type Translate<T> = <P extends Path<T>>(path: P, ...values: Values<TextAt<T, P>>) => string;

/**
 * The texts of one screen or part: `export const useTexts = defineTexts('sent', { ja, en })`, and in a component
 * `const t = useTexts()`. The same name for two parts is a mistake.
 */
export function defineTexts<const T extends Tree>(
  name: string,
  { ja, en }: { readonly ja: T; readonly en: Words<NoInfer<T>> },
): () => Translate<T> {
  i18next.addResourceBundle('ja', name, ja);
  i18next.addResourceBundle('en', name, en);
  return () => {
    const { t } = useTranslation(name);
    return t as unknown as Translate<T>;
  };
}

/** The same outside of components. */
export function defineTranslate<const T extends Tree>(
  name: string,
  texts: { readonly ja: T; readonly en: Words<NoInfer<T>> },
): Translate<T> {
  defineTexts(name, texts);
  const translate: unknown = (path: string, values?: object) => i18next.t(path, { ns: name, ...values });
  return translate as Translate<T>;
}
