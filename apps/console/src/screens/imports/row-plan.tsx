import type { ImportRow } from '@goen/client';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { RowFaults } from './row-faults.tsx';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

/** What importing a good row does, and why it may be less than one expects. */
export function RowPlan({ row }: { row: ImportRow }) {
  const t = useTexts();
  const { formatTime, formatDistance } = useFormats();
  const { outcome, plan } = row;
  if (outcome === 'known')
    return (
      <Text size="sm" c="dimmed">
        {t('knownRow')}
      </Text>
    );
  const changed = row.changed.map((name) => {
    const field = toField(name);
    return field === null ? t('changedFields') : t(`fields.${field}`);
  });
  return (
    <>
      {outcome === 'changed' && (
        <Text size="sm">{t('changedRow', { fields: [...new Set(changed)].join('、') || t('changedFields') })}</Text>
      )}
      {outcome === 'new' && plan !== null && (
        <>
          {plan.will_be_mailed ? (
            <StateBadge tone="good" icon="sent">
              {t('willBeMailed')}
            </StateBadge>
          ) : (
            <StateBadge tone="stopped">
              {t('notMailed', {
                reason:
                  plan.not_mailed_reason === 'reported_too_late'
                    ? t('tooLate', { distance: formatDistance(plan.rejected_at) })
                    : plan.not_mailed_reason === null
                      ? t('steps.none')
                      : t(`reasons.${plan.not_mailed_reason}`),
              })}
            </StateBadge>
          )}
          {plan.next_step !== 'none' && (
            <Text size="sm" c="dimmed">
              {plan.next_step_at === null
                ? t('nextStepOnly', { step: t(`steps.${plan.next_step}`) })
                : t('nextStep', { step: t(`steps.${plan.next_step}`), time: formatTime(plan.next_step_at) })}
            </Text>
          )}
        </>
      )}
      {plan?.open_correction && (
        <Text size="sm" component="div">
          <StateBadge tone="waiting">{t('openCorrection')}</StateBadge>{' '}
          <Anchor component={Link} to="/requests/corrections" size="sm">
            {t('toCorrection')}
          </Anchor>
        </Text>
      )}
      {row.dropped_fields.length > 0 && <RowFaults faults={row.dropped_fields} isMinor />}
    </>
  );
}

/** The API names fields of a candidate its own way: `familyName`, `email`. */
function toField(name: string): keyof typeof japanese.fields | null {
  const field = name === 'email' ? 'emails' : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return field in japanese.fields ? (field as keyof typeof japanese.fields) : null;
}
