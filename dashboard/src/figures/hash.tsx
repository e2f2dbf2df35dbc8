import { CopyButton, UnstyledButton } from '@mantine/core';
import { CheckIcon, CopyIcon } from '../frame/icons.js';
import classes from './hash.module.css';

interface HashProps {
  /** What the hash is of, for the button's name: "receipt of cleveland". */
  readonly of: string;
  readonly value: string;
  readonly length: 'short' | 'full';
}

/** A hash that copies itself when pressed; the short form shows its first ten digits. */
export function Hash({ of, value, length }: HashProps) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <UnstyledButton className={classes.hash} data-length={length} onClick={copy} title={value} aria-label={copied ? `Copied the hash: ${of}` : `Copy the hash: ${of}`}>
          <code>{length === 'short' ? value.slice(0, 10) : value}</code>
          <span className={classes.icon} aria-hidden>
            {copied ? <CheckIcon /> : <CopyIcon />}
          </span>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
