import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { MessageState } from '../sent/message-row.tsx';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { mailsOfPersonQuery } from './queries.ts';
import { Shortened } from './shortened.tsx';
import { useTexts } from './texts.ts';

const shownMails = 6;

/** Mails to any address that the person ever had; each opens as it was sent. */
export function Mails({ id }: { id: string }) {
  const t = useTexts();
  const words = useWords();
  const mayRead = useMay('mail:read');
  const query = useQuery({ ...mailsOfPersonQuery(id), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Card title={t('mails')}>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <>
              <Text c="dimmed">{t('noMails')}</Text>
              <Text size="sm" c="dimmed">
                {t('noMailsAdvice')}
              </Text>
            </>
          ) : (
            <Shortened items={items} most={shownMails}>
              {(shown) => (
                <ul className={classes.list} aria-label={t('mails')}>
                  {shown.map((mail) => (
                    <li key={mail.id}>
                      <Group justify="space-between" gap="xs">
                        <Anchor
                          size="sm"
                          renderRoot={(props) => <Link {...props} to="/sent" search={{ mail: mail.id }} />}
                        >
                          {words(`mailKinds.${mail.kind}`)}
                        </Anchor>
                        <Group gap="sm">
                          <Text size="xs" c="dimmed">
                            <When at={mail.sent_at ?? mail.created_at} />
                          </Text>
                          <MessageState state={mail.state} />
                        </Group>
                      </Group>
                      {mail.skip_reason !== null && (
                        <Text size="xs" c="dimmed">
                          {words(`skipReasons.${mail.skip_reason}`)}
                        </Text>
                      )}
                    </li>
                  ))}
                </ul>
              )}
            </Shortened>
          )
        }
      </Loaded>
    </Card>
  );
}
