import { Icon, type IconName } from '../shell/icons.tsx';
import classes from './state-badge.module.css';

export type Tone = 'neutral' | 'waiting' | 'good' | 'bad' | 'stopped';
const icons: Readonly<Record<Tone, IconName>> = {
  neutral: 'clock',
  waiting: 'pen',
  good: 'check',
  bad: 'warning',
  stopped: 'pause',
};

/** A state in words, with a sign and a colour that say the same. */
export const StateBadge = ({
  tone,
  icon = icons[tone],
  children,
}: {
  tone: Tone;
  icon?: IconName;
  children: string;
}) => (
  <span className={classes.badge} data-tone={tone}>
    <Icon name={icon} size={14} />
    {children}
  </span>
);
