import { uniformStream } from '../uniform-stream.js';
import type { FitbitTexts } from './importer.js';

const PERSONS = 33;
const HOURS = 24;

/**
 * Simulates the hourly files of Fitbit's export, for use where the real ones are not at hand: made-up persons who sleep, rise, walk to
 * work and back, and walk more or less by habit and by day. They follow from no real person.
 * @param seed 32 bytes; the same seed gives the same texts
 * @param days of each person, from 12 April 2016 on; 31 unless fewer are asked for
 * @throws RangeError if the seed has another length
 */
export function simulateFitbit({ seed, days = 31 }: { readonly seed: Uint8Array; readonly days?: number }): FitbitTexts {
  const uniform = uniformStream(seed);
  const lines = { steps: ['Id,ActivityHour,StepTotal'], calories: ['Id,ActivityHour,Calories'], intensity: ['Id,ActivityHour,TotalIntensity,AverageIntensity'] };
  for (let person = 0; person < PERSONS; person += 1) {
    const habits = habitsOf(uniform);
    for (let day = 0; day < days; day += 1) {
      const pace = habits.pace * (0.5 + uniform());
      for (let hour = 0; hour < HOURS; hour += 1) {
        const { steps, calories, intensity } = anHour(habits, { hour, pace: isWeekend(day) ? 0.8 * pace : pace, isWeekend: isWeekend(day) }, uniform);
        const start = `${4_000_000_000 + person},${clockText(day, hour)}`;
        lines.steps.push(`${start},${steps}`);
        lines.calories.push(`${start},${calories}`);
        lines.intensity.push(`${start},${intensity},${(intensity / 60).toFixed(6)}`);
      }
    }
  }
  const text = (rows: readonly string[]): string => `${rows.join('\r\n')}\r\n`;
  return { 'hourlySteps_merged.csv': text(lines.steps), 'hourlyCalories_merged.csv': text(lines.calories), 'hourlyIntensities_merged.csv': text(lines.intensity) };
}

interface Habits {
  /** Of a busy hour, in steps. */
  readonly pace: number;
  /** In the hour of a body at rest. */
  readonly restingCalories: number;
  readonly risesAt: number;
  readonly sleepsAt: number;
}

const habitsOf = (uniform: () => number): Habits => ({ pace: 300 + 1200 * uniform() * uniform(), restingCalories: 55 + Math.floor(40 * uniform()), risesAt: 6 + Math.floor(3 * uniform()), sleepsAt: 21 + Math.floor(3 * uniform()) });

interface Moment {
  readonly hour: number;
  readonly pace: number;
  readonly isWeekend: boolean;
}

function anHour({ restingCalories, risesAt, sleepsAt }: Habits, { hour, pace, isWeekend: isFree }: Moment, uniform: () => number): { readonly steps: number; readonly calories: number; readonly intensity: number } {
  const isAwake = hour >= risesAt + (isFree ? 1 : 0) && hour < sleepsAt;
  const isCommute = !isFree && (hour === 8 || hour === 17);
  const liveliness = isAwake ? pace * (isCommute ? 1.8 : 1) * (0.2 + 1.6 * uniform()) : 0;
  const steps = isAwake || uniform() < 0.08 ? Math.min(13_200, Math.floor(liveliness + 12 * uniform())) : 0;
  const calories = Math.min(1000, Math.round(restingCalories * (0.97 + 0.06 * uniform()) + 0.045 * steps));
  return { steps, calories, intensity: Math.min(180, Math.round(steps / 28)) };
}

/** 12 April 2016 was a Tuesday. */
const isWeekend = (day: number): boolean => day % 7 === 4 || day % 7 === 5;

const APRIL_DAYS = 19;

function clockText(day: number, hour: number): string {
  const date = day < APRIL_DAYS ? `4/${12 + day}` : `5/${1 + day - APRIL_DAYS}`;
  return `${date}/2016 ${hour % 12 === 0 ? 12 : hour % 12}:00:00 ${hour < 12 ? 'AM' : 'PM'}`;
}
