import { useDocumentTitle } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { Mark } from '../frame/icons.js';
import classes from './session.module.css';

interface EntranceProps {
  readonly title: string;
  readonly line: ReactNode;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form that stands alone: there is no way on but through it. */
export function Entrance({ title, line, onSubmit, children }: EntranceProps) {
  useDocumentTitle(`${title} · Commonward`);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className={classes.alone}>
      <form className={classes.card} onSubmit={submit}>
        <div className={classes.brand}>
          <Mark />
          Commonward
        </div>
        <h1>{title}</h1>
        <p className="cw-soft">{line}</p>
        {children}
      </form>
    </main>
  );
}
