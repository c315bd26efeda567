import type { Import } from '@goen/client';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { chooseUndated } from './queries.ts';
import { useTexts } from './texts.ts';
import { useChange } from './use-change.ts';

/** Rows without a date may be years old: somebody says whether they are mailed. */
export function Undated({ file }: { file: Import }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const mayChoose = useMay('imports:write');
  const other = file.undated?.setting === 'rejection_mail' ? 'no_rejection_mail' : 'rejection_mail';
  const change = useChange(() => chooseUndated(file.id, { undated_rejections: other }));
  if (file.undated === null) return null;
  const { rows, setting } = file.undated;
  return (
    <Alert
      color={setting === 'rejection_mail' ? 'orange' : 'blue'}
      variant="outline"
      icon={<Icon name="clock" />}
      title={t('undatedRows', { rows: formatNumber(rows) })}
    >
      <Text size="sm">{t(`undatedNow.${setting}`)}</Text>
      {mayChoose && file.file.kept && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" loading={change.isPending} onClick={() => change.mutate()}>
            {t(`undatedSwitch.${other}`)}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
