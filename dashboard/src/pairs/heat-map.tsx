import type { CSSProperties } from 'react';
import type { PairMatrix, Place } from './pair-matrix.js';
import classes from './pairs.module.css';

type HeatStyle = CSSProperties & Record<'--heat', string>;

const heat = (value: number, end: number): HeatStyle => ({ '--heat': `${Math.min(100, (value / end) * 100)}%` });

interface CellProps {
  readonly value: number | null;
  readonly end: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Cell({ value, end, chosen, onChoose }: CellProps) {
  if (value === null) return <span className={classes.void} />;
  return <span className={classes.cell} style={heat(value, end)} data-chosen={chosen} onPointerEnter={onChoose} onPointerDown={onChoose} />;
}

interface HeatMapProps {
  readonly matrix: PairMatrix;
  /** The value with the strongest colour. */
  readonly end: number;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

/** The pairs as a triangle of coloured cells; what they mean is read out and listed elsewhere. */
export function HeatMap({ matrix: { names, at }, end, place, onPlace }: HeatMapProps) {
  return (
    <div className={classes.map} style={{ gridTemplateColumns: `auto repeat(${names.length - 1}, minmax(0, 1fr))` }} aria-hidden>
      {names.slice(1).map((name, above) => {
        const row = above + 1;
        return [
          <span key={name} className={classes.rowName} data-chosen={row === place.row}>
            {name}
          </span>,
          ...names.slice(0, -1).map((other, column) => (
            <Cell key={`${name} ${other}`} value={at(row, column)} end={end} chosen={row === place.row && column === place.column} onChoose={() => onPlace({ row, column })} />
          )),
        ];
      })}
      <span />
      {names.slice(0, -1).map((name, column) => (
        <span key={name} className={classes.columnName} data-chosen={column === place.column}>
          {name}
        </span>
      ))}
    </div>
  );
}
