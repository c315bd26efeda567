import { Paper, Stack } from '@mantine/core';
import { useMe } from '../../api/me.ts';
import { Facts } from '../../ui/facts.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import { useTexts } from './texts.ts';

/** One's own account: where one is signed in, and with what. The same for members and staff of the operator. */
export function Account() {
  const t = useTexts();
  const words = useWords();
  const { email, name, member, is_operator: isOperator } = useMe();
  return (
    <Screen title={t('title')} about={t('about')}>
      <Stack maw={760}>
        <Paper withBorder p="md">
          <Facts
            facts={[
              [t('name'), name],
              [t('email'), email],
              [t('role'), member && words(`roles.${member.role}`)],
              [t('company'), member?.company.name],
              [t('operator'), isOperator ? t('isOperator') : null],
            ]}
          />
        </Paper>
        <Passkeys />
        <Sessions />
      </Stack>
    </Screen>
  );
}
