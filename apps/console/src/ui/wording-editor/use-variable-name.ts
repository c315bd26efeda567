import { useCallback } from 'react';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

type Known = keyof typeof japanese.variableTexts;
const isKnown = (name: string): name is Known => name in japanese.variableTexts;

/** What a variable stands for, in words; its name where there are none. */
export function useVariableName(): (name: string, otherwise?: string) => string {
  const t = useTexts();
  return useCallback((name, otherwise = name) => (isKnown(name) ? t(`variableTexts.${name}`) : otherwise), [t]);
}
