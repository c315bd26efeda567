import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { OtherMails } from './other-mails.tsx';
import { wordingsQuery } from './queries.ts';
import { ResultGrid } from './result-grid.tsx';
import { useTexts } from './texts.ts';

/** Which mails have a wording of the company's own, and the way to each. */
export function Wordings() {
  const t = useTexts();
  const query = useQuery(wordingsQuery);
  return (
    <Screen title={t('title')} about={t('about')}>
      <Loaded query={query} lines={12}>
        {(wordings) => (
          <Stack>
            <ResultGrid wordings={wordings} />
            <OtherMails wordings={wordings} />
          </Stack>
        )}
      </Loaded>
    </Screen>
  );
}
