import type { CompanySettings, CompanySettingsChange } from '@goen/client';
import { createContext, useContext } from 'react';

export type SettingsForm = {
  /** The settings as they would be with what was changed on the screen. */
  readonly settings: CompanySettings;
  readonly saved: CompanySettings;
  readonly set: (change: CompanySettingsChange) => void;
  /** What the API says about a field, by JSON Pointer. */
  readonly errorAt: (pointer: string) => string | undefined;
  /** Owners change settings; everybody else reads them. */
  readonly mayChange: boolean;
};

export const SettingsFormContext = createContext<SettingsForm | null>(null);

export function useSettingsForm(): SettingsForm {
  const form = useContext(SettingsFormContext);
  if (form === null) throw new Error('A field of the settings stands outside of their form');
  return form;
}
