import type { ReactNode } from 'react';

function Icon({ size, children }: { size: number; children: ReactNode }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden focusable="false">
      {children}
    </svg>
  );
}

export const OverviewIcon = () => (
  <Icon size={18}>
    <path d="M2 2h5v6H2zM9 2h5v3.5H9zM9 8h5v6H9zM2 10.5h5V14H2z" />
  </Icon>
);
export const StudiesIcon = () => (
  <Icon size={18}>
    <path d="M6 2h4M6.8 2v4.4L3 13a.7.7 0 0 0 .6 1h8.8a.7.7 0 0 0 .6-1L9.2 6.4V2M4.6 10.4h6.8" />
  </Icon>
);
export const SitesIcon = () => (
  <Icon size={18}>
    <path d="M2.5 14V3.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1V14M10.5 7h2a1 1 0 0 1 1 1v6M1.5 14h13M6.5 4.7v3M5 6.2h3M5.2 14v-3.2h2.6V14" />
  </Icon>
);
export const ExportsIcon = () => (
  <Icon size={18}>
    <path d="M8 2v7.5M5 6.8l3 3 3-3M2.5 10.5V13a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2.5" />
  </Icon>
);
export const AccountsIcon = () => (
  <Icon size={18}>
    <circle cx="8" cy="5.2" r="2.9" />
    <path d="M2.4 14c.5-3 2.6-4.6 5.6-4.6s5.1 1.6 5.6 4.6" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon size={14}>
    <path d="M3 8.5l3.2 3.2L13 4.8" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon size={14}>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon size={14}>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 4.8V8l2.2 1.6" />
  </Icon>
);
export const DotIcon = () => (
  <Icon size={14}>
    <circle cx="8" cy="8" r="2.6" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon size={14}>
    <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon size={14}>
    <path d="M8 2v8M4.8 7.2L8 10.4l3.2-3.2M3 13.6h10" />
  </Icon>
);
export const Mark = () => (
  <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden focusable="false">
    <rect width="32" height="32" rx="8" fill="#0b6867" />
    <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round">
      <circle cx="16" cy="16" r="4.2" />
      <path d="M8 8l4.4 4.4M24 8l-4.4 4.4M8 24l4.4-4.4M24 24l-4.4-4.4" />
    </g>
  </svg>
);
