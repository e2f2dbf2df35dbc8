import classes from './summaries.module.css';

export interface Summary {
  readonly title: string;
  readonly value: string;
  /** What the value is measured by. */
  readonly line: string;
}

/** A few numbers that sum a page up, each with a line that says how to read it. */
export function Summaries({ summaries }: { summaries: readonly Summary[] }) {
  return (
    <dl className={classes.summaries}>
      {summaries.map(({ title, value, line }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <b>{value}</b>
            <span>{line}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
