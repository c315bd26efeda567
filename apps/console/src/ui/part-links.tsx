import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './part-links.module.css';

type PartLink = { readonly path: string; readonly text: string };

/** The parts of a screen that has several, each with an address of its own. */
export function PartLinks({ label, parts }: { label: string; parts: readonly PartLink[] }) {
  const nav = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // On a phone the part that is open may be out of sight.
  useEffect(() => {
    nav.current?.querySelector(`[href$="${path}"]`)?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [path]);
  return (
    <nav ref={nav} aria-label={label} className="no-print">
      <ul className={classes.parts}>
        {parts.map(({ path, text }) => (
          <li key={path}>
            <Link to={path} className={classes.part} activeOptions={{ exact: true, includeSearch: false }}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
