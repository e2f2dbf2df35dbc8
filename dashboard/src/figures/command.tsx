import { Button, CopyButton } from '@mantine/core';
import classes from './command.module.css';

/** A command, token or path to copy. */
export function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.command}>
      <code tabIndex={0} aria-label={label}>
        {text}
      </code>
      <CopyButton value={text} timeout={1500}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} aria-label={`Copy: ${label}`}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
