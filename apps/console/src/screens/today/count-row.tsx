import { Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { Icon, type IconName } from '../../shell/icons.tsx';
import { useTexts } from './texts.ts';
import classes from './today.module.css';

export type CountRowProps = {
  icon: IconName;
  text: string;
  count: number;
  note?: string | null;
  /** Where it is done. */
  to?: string;
  search?: Readonly<Record<string, string | number>>;
  /** What is done here, on this screen. */
  details?: ReactNode;
};

/** One line of what waits: how many, and the way to them. */
export function CountRow({ icon, text, count, note, to, search, details }: CountRowProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { routesByPath } = useRouter();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const content = (
    <Group gap="sm" wrap="nowrap">
      <Icon name={icon} />
      <span className={classes.text}>
        {text}
        {note && (
          <Text span size="xs" c="dimmed" display="block">
            {note}
          </Text>
        )}
      </span>
      <Text span fw={700} className="tabular">
        {formatNumber(count)}
      </Text>
      {details !== undefined && <span className={classes.hint}>{isOpen ? t('hide') : t('show')}</span>}
      {to !== undefined && to in routesByPath && <Icon name="forward" size={16} />}
    </Group>
  );
  if (details !== undefined)
    return (
      <li className={classes.row}>
        <UnstyledButton
          className={classes.link}
          onClick={() => setOpen(!isOpen)}
          aria-expanded={isOpen}
          aria-controls={id}
        >
          {content}
        </UnstyledButton>
        <Collapse expanded={isOpen} id={id}>
          {isOpen && <div className={classes.details}>{details}</div>}
        </Collapse>
      </li>
    );
  if (to === undefined || !(to in routesByPath))
    return (
      <li className={classes.row}>
        <div className={classes.link}>{content}</div>
      </li>
    );
  return (
    <li className={classes.row}>
      <Link to={to} search={(search ?? {}) as never} className={classes.link}>
        {content}
      </Link>
    </li>
  );
}
