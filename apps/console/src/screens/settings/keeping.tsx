import { KeepingBasis } from './keeping-basis.tsx';
import { Part, PartGrid } from './part.tsx';
import { Reapplication } from './reapplication.tsx';
import { ReasonClasses } from './reason-classes.tsx';
import { SeparateInvitation } from './separate-invitation.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';

/** On what basis former candidates are kept, and what they are told about applying again. */
export function Keeping() {
  const t = useTexts();
  return (
    <SettingsForm>
      <Part title={t('keeping')} about={t('keepingAbout')}>
        <KeepingBasis />
      </Part>
      <PartGrid>
        <Part title={t('reapplication')} about={t('reapplicationAbout')}>
          <Reapplication />
        </Part>
        <Part title={t('separate')} about={t('separateAbout')}>
          <SeparateInvitation />
        </Part>
      </PartGrid>
      <Part title={t('reasonClasses')} about={t('reasonClassesAbout')}>
        <ReasonClasses />
      </Part>
    </SettingsForm>
  );
}
