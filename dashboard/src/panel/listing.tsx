import type { ReactNode } from 'react';
import classes from './listing.module.css';

export interface ListingColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align: 'start' | 'end';
}

interface ListingProps<Row> {
  readonly caption: string;
  readonly columns: readonly ListingColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/**
 * A table whose rows become blocks on a narrow screen.
 * The roles are written out because `display` takes a table's own meaning away.
 */
export function Listing<Row>({ caption, columns, rows, keyOf }: ListingProps<Row>) {
  return (
    <table className={classes.listing} role="table" aria-label={caption}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, align }) => (
            <th key={title} role="columnheader" scope="col" data-align={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ title, cell, align }) => (
              <td key={title} role="cell" data-title={title} data-align={align}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
