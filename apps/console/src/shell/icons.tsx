import type { ReactNode } from 'react';

/** 24 × 24 outlines of our own: one stroke, no fill. */
const shapes = {
  today: (
    <>
      <rect x="4" y="5" width="16" height="15" rx="2" />
      <path d="M4 10h16M8 3v4M16 3v4M9 15l2 2 4-4" />
    </>
  ),
  queue: (
    <>
      <rect x="3" y="6" width="14" height="11" rx="2" />
      <path d="M3.5 7.5 10 12l6.5-4.5M21 10v9a2 2 0 0 1-2 2H8" />
    </>
  ),
  sent: <path d="M21 3 3 10.5l7 3 3 7L21 3Zm-11 10.5L21 3" />,
  pool: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c.6-4 3.2-6 6.5-6s5.9 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5" />
    </>
  ),
  positions: (
    <>
      <rect x="3" y="8" width="18" height="12" rx="2" />
      <path d="M9 8V5.5A1.5 1.5 0 0 1 10.5 4h3A1.5 1.5 0 0 1 15 5.5V8M3 13h18" />
    </>
  ),
  requests: (
    <>
      <path d="M4 5h16v11H9l-5 4V5Z" />
      <path d="M8 9h8M8 12h5" />
    </>
  ),
  relay: (
    <>
      <circle cx="9" cy="12" r="5" />
      <circle cx="15" cy="12" r="5" />
    </>
  ),
  imports: <path d="M12 3v11m-4-4 4 4 4-4M4 16v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3" />,
  template: (
    <>
      <rect x="5" y="3" width="14" height="18" rx="2" />
      <path d="M9 8h6M9 12h6M9 16h3" />
    </>
  ),
  results: <path d="M4 20V4M4 20h16M8 16v-4M12.5 16V8M17 16v-6" />,
  wordings: <path d="m4 20 1-4L16 5l3 3L8 19l-4 1ZM13.5 7.5l3 3M12 20h8" />,
  connections: <path d="M9 7V3M15 7V3M7 7h10v4a5 5 0 0 1-10 0V7Zm5 9v5" />,
  settings: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  onboarding: <path d="M5 21V4m0 1h12l-2.5 4L17 13H5" />,
  companies: (
    <>
      <path d="M4 21V5l8-2v18M12 8l8 2v11M2.5 21h19" />
      <path d="M8 8v.01M8 12v.01M8 16v.01M16 13v.01M16 17v.01" />
    </>
  ),
  licence: (
    <>
      <path d="M12 3 5 6v5c0 5 3 8.5 7 10 4-1.5 7-5 7-10V6l-7-3Z" />
      <path d="m9 11.5 2 2 4-4" />
    </>
  ),
  cases: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  books: <path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4Zm0 13a3 3 0 0 1 3-3h11" />,
  erasures: <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />,
  health: <path d="M3 12h4l2.5-6 4 12 2.5-6h5" />,
  audit: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m20 20-4.2-4.2M8.5 11h5" />
    </>
  ),
  members: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4.5 21c.7-4.5 3.5-7 7.5-7s6.8 2.5 7.5 7" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m20 20-4.2-4.2" />
    </>
  ),
  back: <path d="m14 6-6 6 6 6" />,
  forward: <path d="m10 6 6 6-6 6" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  pause: <path d="M8.5 5v14M15.5 5v14" />,
  play: <path d="M8 5v14l11-7L8 5Z" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  warning: <path d="M12 4 2.5 20h19L12 4Zm0 6v5m0 2.5v.01" />,
  pen: <path d="m4 20 1-4L16 5l3 3L8 19l-4 1Z" />,
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
    </>
  ),
  moon: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />,
  bounce: <path d="M4 19 10 9l4 6 6-10M20 5v6M20 5h-6" />,
} as const satisfies Record<string, ReactNode>;
export type IconName = keyof typeof shapes;

/** An icon stands beside words that say the same, so it is hidden from assistive technology. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.7}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {shapes[name]}
  </svg>
);
