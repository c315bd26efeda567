import type { MailPreview } from '@goen/client';
import { Alert, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { DraftMailFrame } from '../draft-mail-frame.tsx';
import { Placeholder } from '../loaded.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { hasWordingFaults } from './faults.ts';
import { useTexts } from './texts.ts';
import classes from './wording-editor.module.css';

type DraftPreviewProps = {
  query: { readonly data: MailPreview | undefined; readonly error: unknown; readonly isFetching: boolean };
  title: string;
  /** What is missing so that such a mail would not leave, in words. */
  missing?: ReactNode;
};

/** A mail that is still being written, on a phone's width. While the text has faults, the last good one stays. */
export function DraftPreview({ query: { data: current, error, isFetching }, title, missing }: DraftPreviewProps) {
  const t = useTexts();
  const [lastGood, setLastGood] = useState(current);
  if (current !== undefined && current !== lastGood) setLastGood(current);
  const data = current ?? lastGood;
  const hasFaults = hasWordingFaults(error);
  return (
    <section aria-label={title} className={classes.preview} data-outdated={hasFaults || undefined}>
      <div role="status" className={classes.updating}>
        {isFetching ? t('previewing') : ''}
      </div>
      {error !== null && !hasFaults && <ProblemAlert error={error} />}
      {hasFaults && (
        <Text size="sm" c="var(--goen-error)" fw={600} mb="xs">
          {t('outdated')}
        </Text>
      )}
      {data === undefined && error === null && <Placeholder lines={8} />}
      {data !== undefined && (
        <>
          {missing !== undefined && data.missing.length > 0 && (
            <Alert color="orange" variant="outline" icon={<Icon name="warning" />} mb="xs">
              {missing}
            </Alert>
          )}
          <Text fw={600} mb="xs">
            {data.subject}
          </Text>
          <DraftMailFrame html={data.html ?? ''} title={title} width="phone" />
        </>
      )}
    </section>
  );
}
