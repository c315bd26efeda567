import { ListSetting } from '../settings/fields.tsx';
import { Part } from '../settings/part.tsx';
import { SettingsForm } from '../settings/settings-form.tsx';
import { RelayScreen } from './relay-screen.tsx';
import { useTexts } from './texts.ts';

/** Companies with which nobody is introduced, in either direction: a setting, with its check of what it moves. */
export function Excluded() {
  const t = useTexts();
  return (
    <RelayScreen>
      <SettingsForm>
        <Part title={t('part.excluded')} about={t('excludedAbout')}>
          <ListSetting name="excluded_companies" label={t('excludedNames')} description={t('excludedNamesAbout')} />
        </Part>
      </SettingsForm>
    </RelayScreen>
  );
}
