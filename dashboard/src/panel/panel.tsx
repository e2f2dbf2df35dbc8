import { useId, type ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly line: ReactNode;
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** One titled section of a page. */
export function Panel({ title, line, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <h2 id={id}>{title}</h2>
          {line === null ? null : <p className={classes.line}>{line}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
