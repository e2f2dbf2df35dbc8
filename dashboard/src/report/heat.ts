import type { CSSProperties } from 'react';

type HeatStyle = CSSProperties & Record<'--heat', string>;

/** The colour of a cell, from the palest at 0 to the strongest at 1. */
export const heat = (share: number): HeatStyle => ({ '--heat': `${share * 100}%` });

/** A score's colour begins at this score: guessing between two classes gives about as much. */
export const palestScore = 0.5;

/** How strong the colour of a score is, from 0 to 1. */
export function scoreHeat(score: number): number {
  return Math.max(0, (score - palestScore) / (1 - palestScore));
}
