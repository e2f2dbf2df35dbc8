import { parseAnyDictionary, type SeriesDictionary } from '@commonward/schema';
import { planScores, type ScoresStudy } from './plan-scores.js';
import type { ScoresPlan } from './scores-plan.js';

interface Changes {
  readonly unit?: 'day' | 'patient';
  readonly steps?: number;
  readonly missing?: boolean;
  readonly calendar?: 'weekend' | 'day-of-week' | null;
}

/** Steps and calories by the hour, with bins like those of a tracker. */
export function aSeriesDictionary({ unit = 'day', steps = 24, missing = false, calendar = 'weekend' }: Changes = {}): SeriesDictionary {
  const codes = missing ? ['NA'] : null;
  const channels = [
    { name: 'steps', combine: 'sum', min: 0, max: 13200, bins: [0, 1, 50, 150, 350, 700, 1200, 2500, 5000, 13200], integer: true, missing: codes },
    { name: 'calories', combine: 'sum', min: 30, max: 1000, bins: [30, 55, 65, 75, 90, 110, 150, 220, 400, 1000], integer: true, missing: codes },
  ];
  const grid = { startMinute: 0, stepMinutes: 1440 / steps, count: steps };
  const text = JSON.stringify({ name: 'activity', kind: 'series', unit, patientId: 'id', daysPerPatient: 31, time: { column: 'time', format: 'iso' }, grid, channels, calendar });
  const dictionary = parseAnyDictionary({ text, file: 'dictionary.json' });
  if (dictionary.kind !== 'series') throw new Error('A dictionary of series was asked for.');
  return dictionary;
}

const SITES = ['north', 'east', 'south', 'west'];

interface StudyChanges extends Partial<ScoresStudy> {
  /** Declared at all sites together, in equal parts. */
  readonly units?: number;
}

/** Days at four sites, 5,000 in all. */
export function aScoresStudy({ units = 5000, ...changes }: StudyChanges = {}): ScoresStudy {
  const { dictionary = aSeriesDictionary(), sites = SITES, ...others } = changes;
  return {
    study: 'activity',
    dictionary: { ...dictionary, publicCohortSize: Object.fromEntries(sites.map((site) => [site, units / sites.length])) },
    guarantee: { epsilon: 3, delta: 1e-5, unit: 'day', adjacency: 'add-or-remove-one' },
    trust: 'local',
    aggregation: 'plain',
    sites,
    seed: 'ab'.repeat(32),
    ...others,
  };
}

export function aScoresPlan(changes: StudyChanges = {}): ScoresPlan {
  const planning = planScores(aScoresStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
