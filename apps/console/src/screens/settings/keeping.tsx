import { SimpleGrid } from '@mantine/core';
import { KeepingBasis } from './keeping-basis.tsx';
import { Part } from './part.tsx';
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
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        <Part title={t('reapplication')} about={t('reapplicationAbout')}>
          <Reapplication />
        </Part>
        <Part title={t('separate')} about={t('separateAbout')}>
          <SeparateInvitation />
        </Part>
      </SimpleGrid>
      <Part title={t('reasonClasses')} about={t('reasonClassesAbout')}>
        <ReasonClasses />
      </Part>
    </SettingsForm>
  );
}
