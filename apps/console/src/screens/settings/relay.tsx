import type { CompanySettings } from '@goen/client';
import { NumberInput } from '@mantine/core';
import { ListSetting, SwitchField, SwitchSetting, TextSetting } from './fields.tsx';
import { useSettingsForm } from './form-context.ts';
import { Part, PartGrid } from './part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';

/** Whether and with whom candidates are introduced, and what a hire costs. */
export function Relay() {
  const t = useTexts();
  return (
    <SettingsForm>
      <PartGrid>
        <Part title={t('relay')} about={t('relayAbout')}>
          <SwitchSetting name="takes_part_in_relay" label={t('takesPart')} description={t('takesPartAbout')} />
          <TextSetting name="representative" label={t('representative')} description={t('representativeAbout')} />
          <ListSetting name="excluded_companies" label={t('excluded')} description={t('excludedAbout')} />
        </Part>
        <Part title={t('figures')} about={t('figuresAbout')}>
          <Figures />
        </Part>
      </PartGrid>
    </SettingsForm>
  );
}

type FigureValues = NonNullable<CompanySettings['figures']>;
const noFigures: FigureValues = {
  cost_per_hire_yen: 0,
  minutes_per_mail: 0,
  hourly_cost_yen: 0,
  platform_yen_per_month: null,
};
const figures = ['cost_per_hire_yen', 'minutes_per_mail', 'hourly_cost_yen', 'platform_yen_per_month'] as const;

function Figures() {
  const t = useTexts();
  const { saved, settings, set, errorAt, mayChange } = useSettingsForm();
  const { figures: values } = settings;
  return (
    <>
      <SwitchField
        label={t('figuresOn')}
        description={t('figuresOnAbout')}
        checked={values !== null}
        onChange={(checked) => set({ figures: checked ? (saved.figures ?? noFigures) : null })}
      />
      {values !== null &&
        figures.map((name) => (
          <NumberInput
            key={name}
            label={t(`figure.${name}`)}
            value={values[name] ?? ''}
            onChange={(value) => set({ figures: { ...values, [name]: typeof value === 'number' ? value : null } })}
            error={errorAt(`/figures/${name}`)}
            suffix={name === 'minutes_per_mail' ? t('unit.minutes') : t('unit.yen')}
            thousandSeparator=","
            min={0}
            disabled={!mayChange}
            maw={360}
          />
        ))}
    </>
  );
}
