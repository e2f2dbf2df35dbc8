import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './page-head.module.css';

interface PageHeadProps {
  readonly title: string;
  /** A short word beside the title, such as a state. */
  readonly mark: ReactNode;
  /** One line under the title. */
  readonly line: ReactNode;
  /** What can be done on this page. */
  readonly actions: ReactNode;
  /** The list this page belongs to. */
  readonly parent: ReactNode;
}

/** The top of a page. Takes the focus, so that a reader of the screen hears where they are. */
export function PageHead({ title, mark, line, actions, parent }: PageHeadProps) {
  useDocumentTitle(`${title} · Commonward`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        {parent === null ? null : <p className={classes.parent}>{parent}</p>}
        <div className={classes.title}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {mark}
        </div>
        {line === null ? null : <p className="cw-soft">{line}</p>}
      </div>
      {actions === null ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
