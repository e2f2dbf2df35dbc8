import { useId, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { distanceText } from '../figures/numbers.js';
import classes from './fidelity.module.css';
import { moved, type PairMatrix, type Place } from './pair-matrix.js';

type HeatStyle = CSSProperties & Record<'--heat', string>;

const heat = (tv: number, end: number): HeatStyle => ({ '--heat': `${Math.min(100, (tv / end) * 100)}%` });

interface CellProps {
  readonly tv: number | null;
  readonly end: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Cell({ tv, end, chosen, onChoose }: CellProps) {
  if (tv === null) return <span className={classes.void} />;
  return <span className={classes.cell} style={heat(tv, end)} data-chosen={chosen} onPointerEnter={onChoose} onPointerDown={onChoose} />;
}

interface HeatMapProps {
  readonly matrix: PairMatrix;
  /** The distance with the strongest colour. */
  readonly end: number;
}

/** Distances of all pairs as a triangle; the arrow keys walk through it and the line above reads the pair out. */
export function HeatMap({ matrix, end }: HeatMapProps) {
  const { names, at } = matrix;
  const readout = useId();
  const [place, setPlace] = useState<Place>({ row: names.length - 1, column: 0 });
  const walk = (event: KeyboardEvent): void => {
    const next = moved(place, event.key, names.length);
    if (event.key.startsWith('Arrow')) event.preventDefault();
    setPlace(next);
  };
  const tv = at(place.row, place.column);
  return (
    <div className={classes.heat}>
      <p id={readout} role="status" className={classes.readout}>
        {names[place.row]} and {names[place.column]}: <b>{tv === null ? 'not released' : distanceText(tv)}</b>
      </p>
      <div
        className={classes.map}
        style={{ gridTemplateColumns: `auto repeat(${names.length - 1}, minmax(0, 1fr))` }}
        role="group"
        tabIndex={0}
        onKeyDown={walk}
        aria-label="Heat map of the distances of all pairs of columns. Arrow keys move between pairs. The table below holds the same numbers."
        aria-describedby={readout}
      >
        {names.slice(1).map((name, above) => {
          const row = above + 1;
          return [
            <span key={name} className={classes.rowName} data-chosen={row === place.row} aria-hidden>
              {name}
            </span>,
            ...names.slice(0, -1).map((other, column) => (
              <Cell key={`${name} ${other}`} tv={at(row, column)} end={end} chosen={row === place.row && column === place.column} onChoose={() => setPlace({ row, column })} />
            )),
          ];
        })}
        <span />
        {names.slice(0, -1).map((name, column) => (
          <span key={name} className={classes.columnName} data-chosen={column === place.column} aria-hidden>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
