import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { HeatMap } from './heat-map.js';
import { moved, type PairMatrix, type Place } from './pair-matrix.js';
import classes from './pairs.module.css';
import { Scale, type ScaleMark } from './scale.js';

export interface Heat {
  readonly matrix: PairMatrix;
  /** Stands above the map; null where there is only one. */
  readonly title: string | null;
  /** A value that is good when it is small, or one that is neither good nor bad. */
  readonly kind: 'distance' | 'strength';
  /** The value with the strongest colour. */
  readonly end: number;
  readonly mark: ScaleMark | null;
}

interface HeatMapsProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly maps: readonly Heat[];
  /** What is read out of a place, after the names of its two columns. */
  readonly readOut: (place: Place) => ReactNode;
}

/** Triangles over the same pairs; the arrow keys walk through all of them together and the line above reads the pair out. */
export function HeatMaps({ label, names, maps, readOut }: HeatMapsProps) {
  const readout = useId();
  const [place, setPlace] = useState<Place>({ row: names.length - 1, column: 0 });
  const walk = (event: KeyboardEvent): void => {
    if (event.key.startsWith('Arrow')) event.preventDefault();
    setPlace(moved(place, event.key, names.length));
  };
  return (
    <div>
      <p id={readout} role="status" className={classes.readout}>
        {names[place.row]} and {names[place.column]}: {readOut(place)}
      </p>
      <div className={classes.maps} role="group" tabIndex={0} onKeyDown={walk} aria-label={label} aria-describedby={readout}>
        {maps.map(({ matrix, title, kind, end, mark }) => (
          <div key={title} data-kind={kind}>
            {title === null ? null : <h3>{title}</h3>}
            <HeatMap matrix={matrix} end={end} place={place} onPlace={setPlace} />
            <Scale end={end} mark={mark} />
          </div>
        ))}
      </div>
    </div>
  );
}
