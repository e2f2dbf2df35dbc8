import type { ReactNode } from 'react';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon } from '../frame/icons.js';
import classes from './status.module.css';

export type Tone = 'good' | 'busy' | 'quiet' | 'warn' | 'bad';

function Icon({ tone }: { tone: Tone }) {
  if (tone === 'good') return <CheckIcon />;
  if (tone === 'busy') return <ClockIcon />;
  return tone === 'quiet' ? <DotIcon /> : <CrossIcon />;
}

/** A state in one word; the icon says the same as the colour. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.status} data-tone={tone}>
      <Icon tone={tone} />
      {children}
    </span>
  );
}
