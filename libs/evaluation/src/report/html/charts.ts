import { html, type Markup } from './markup.js';

/** A curve of a chart whose both axes go from 0 to 1. */
export interface Line {
  readonly kind: 'synthetic' | 'real';
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface SquareChart {
  /** What somebody who cannot see the picture is told; the numbers stand in a table beside it. */
  readonly label: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  readonly marks: boolean;
}

/** Side of the plot and its margins, in the picture's own unit. */
const SIDE = 180;
const LEFT = 40;
const TOP = 8;
const BELOW = 36;

const at = ([x, y]: readonly [number, number]): string => `${(LEFT + SIDE * x).toFixed(1)},${(TOP + SIDE * (1 - y)).toFixed(1)}`;

/** A square picture with the diagonal, synthetic as a full line and real as a broken one, so that they differ in print too. */
export function squareChart({ label, x, y, lines, marks }: SquareChart): Markup {
  const [right, bottom] = [LEFT + SIDE, TOP + SIDE];
  return html`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${LEFT + SIDE + 8} ${TOP + SIDE + BELOW}">
<rect class="frame" x="${LEFT}" y="${TOP}" width="${SIDE}" height="${SIDE}"></rect>
<line class="diagonal" x1="${LEFT}" y1="${bottom}" x2="${right}" y2="${TOP}"></line>
${[0, 0.5, 1].map((tick) => html`<text class="tick" x="${LEFT + SIDE * tick}" y="${bottom + 13}">${tick}</text><text class="tick side" x="${LEFT - 5}" y="${bottom - SIDE * tick + 4}">${tick}</text>`)}
<text class="axis" x="${LEFT + SIDE / 2}" y="${bottom + 30}">${x}</text>
<text class="axis" transform="translate(12 ${TOP + SIDE / 2}) rotate(-90)">${y}</text>
${lines.map((line) => html`<polyline class="${line.kind}" points="${line.points.map(at).join(' ')}"></polyline>${marks ? line.points.map((point) => markAt(line.kind, point)) : []}`)}
</svg>`;
}

function markAt(kind: Line['kind'], point: readonly [number, number]): Markup {
  const [x, y] = at(point).split(',');
  return html`<circle class="${kind}" cx="${x}" cy="${y}" r="2.5"></circle>`;
}
