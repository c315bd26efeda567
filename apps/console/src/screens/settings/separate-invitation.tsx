import type { CompanySettingsChange } from '@goen/client';
import { NumberInput, Radio, Stack, Switch, Textarea } from '@mantine/core';
import { todayInTokyo } from '../../i18n/dates.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { toInvitationChange } from './draft.ts';
import { useSettingsForm } from './form-context.ts';
import { useTexts } from './texts.ts';

type Values = NonNullable<CompanySettingsChange['separate_invitation']>;
const offered: Values = { after_days: 3, basis: { kind: 'opt_in' } };
const maxDays = 30;

/** The relay invitation as a mail of its own, some days after a result that the ATS sent: regulated, so it needs a basis. */
export function SeparateInvitation() {
  const t = useTexts();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const values = toInvitationChange(settings) ?? null;
  const change = (part: Partial<Values>) => values !== null && set({ separate_invitation: { ...values, ...part } });
  const recorded = values?.basis.kind === 'recorded' ? values.basis : null;
  return (
    <>
      <Switch
        label={t('separateOn')}
        description={t('separateOnAbout')}
        checked={values !== null}
        onChange={({ currentTarget }) => set({ separate_invitation: currentTarget.checked ? offered : null })}
        error={errorAt('/separate_invitation')}
        disabled={!mayChange}
      />
      {values !== null && (
        <>
          <NumberInput
            label={t('separateAfter')}
            value={values.after_days}
            onChange={(next) => typeof next === 'number' && change({ after_days: next })}
            error={errorAt('/separate_invitation/after_days')}
            suffix={t('unit.days')}
            min={1}
            max={maxDays}
            allowDecimal={false}
            disabled={!mayChange}
            maw={240}
          />
          <Radio.Group
            label={t('separateBasis')}
            value={values.basis.kind}
            onChange={(kind) =>
              change({
                basis: kind === 'recorded' ? { kind, on: todayInTokyo(), reason: '' } : { kind: 'opt_in' },
              })
            }
          >
            <Stack gap="xs" mt="xs">
              <Radio value="opt_in" label={t('separateBases.opt_in')} disabled={!mayChange} />
              <Radio
                value="recorded"
                label={t('separateBases.recorded')}
                description={t('separateRecordedAbout')}
                disabled={!mayChange}
              />
            </Stack>
          </Radio.Group>
          {recorded !== null && (
            <>
              <DayInput
                label={t('recordedOn')}
                value={recorded.on}
                onChange={(on) => on !== null && change({ basis: { ...recorded, on } })}
                error={errorAt('/separate_invitation/basis/on')}
                clearable={false}
                disabled={!mayChange}
                maw={240}
              />
              <Textarea
                label={t('recordedReason')}
                value={recorded.reason}
                onChange={({ currentTarget }) => change({ basis: { ...recorded, reason: currentTarget.value } })}
                error={errorAt('/separate_invitation/basis/reason')}
                disabled={!mayChange}
                autosize
                minRows={2}
                maxLength={500}
              />
            </>
          )}
        </>
      )}
    </>
  );
}
