import { html, type Markup } from './markup.js';

type Colour = readonly [red: number, green: number, blue: number];

/** Light enough at full strength that dark text on it keeps a contrast above 4.5 to 1. */
const MORE: Colour = [110, 168, 216];
const LESS: Colour = [226, 150, 84];

/** A cell whose colour repeats the number in it, so that nothing is told by colour alone. @param share 0 to 1 */
export const heatCell = (share: number, text: string): Markup => html`<td style="background:${mixed(MORE, share)}">${text}</td>`;

/** A cell for a difference from -1 to 1; half the range is already full strength. */
export const differenceCell = (difference: number, text: string): Markup =>
  html`<td style="background:${mixed(difference < 0 ? LESS : MORE, Math.min(1, 2 * Math.abs(difference)))}">${text}</td>`;

const WHITE = 255;

const mixed = (colour: Colour, strength: number): string => `rgb(${colour.map((part) => Math.round(WHITE + (part - WHITE) * strength)).join(',')})`;
