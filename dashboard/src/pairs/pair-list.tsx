import classes from './pairs.module.css';

const shownFirst = 8;

export interface PairRow {
  readonly columns: readonly string[];
  /** One text for each heading. */
  readonly values: readonly string[];
}

interface PairTableProps {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly PairRow[];
}

function PairTable({ caption, headings, rows }: PairTableProps) {
  return (
    <table className={classes.table}>
      <caption>{caption}</caption>
      <thead className={headings.length === 1 ? 'cw-heard' : undefined}>
        <tr>
          <th scope="col">Pair</th>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ columns, values }) => (
          <tr key={columns.join(' ')}>
            <th scope="row">{columns.join(' and ')}</th>
            {values.map((value, index) => (
              <td key={headings[index]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PairListProps {
  /** What is largest: "distances". */
  readonly of: string;
  readonly headings: readonly string[];
  /** The largest first. */
  readonly rows: readonly PairRow[];
}

/** The numbers behind a heat map: the largest at once, the others on request. */
export function PairList({ of, headings, rows }: PairListProps) {
  const others = rows.length - shownFirst;
  return (
    <div>
      <PairTable caption={`Largest ${of}`} headings={headings} rows={rows.slice(0, shownFirst)} />
      {others <= 0 ? null : (
        <details className={classes.more}>
          <summary>The other {others} pairs</summary>
          <PairTable caption={`Other ${of}`} headings={headings} rows={rows.slice(shownFirst)} />
        </details>
      )}
    </div>
  );
}
