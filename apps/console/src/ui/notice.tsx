import { Alert, type AlertProps } from '@mantine/core';

type NoticeProps = Omit<AlertProps, 'color'> & { color: 'green' | 'orange' | 'red' | 'gray' };

/** What is the matter, with its title in the colour of text: on white, green and orange are too pale to read. */
export const Notice = (props: NoticeProps) => (
  <Alert variant="outline" styles={{ title: { color: 'var(--mantine-color-text)' } }} {...props} />
);
