import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';

/** The hourly files of Fitbit's export that make the channels. */
export const fitbitFiles = ['hourlySteps_merged.csv', 'hourlyCalories_merged.csv', 'hourlyIntensities_merged.csv'] as const;

const [STEPS, CALORIES, INTENSITIES] = fitbitFiles;

/** Bounds and bins are general knowledge about walking and energy, not taken from the records: 220 steps a minute is a sprint. */
const channels = [
  { name: 'steps', file: STEPS, values: 'StepTotal', combine: 'sum', min: 0, max: 13200, bins: [0, 1, 50, 150, 350, 700, 1200, 2500, 5000, 13200], integer: true, missing: null, measure: 'steps' },
  { name: 'calories', file: CALORIES, values: 'Calories', combine: 'sum', min: 30, max: 1000, bins: [30, 55, 65, 75, 90, 110, 150, 220, 400, 1000], integer: true, missing: null, measure: 'kcal' },
  { name: 'intensity', file: INTENSITIES, values: 'TotalIntensity', combine: 'sum', min: 0, max: 181, bins: [0, 1, 4, 10, 20, 35, 60, 100, 181], integer: true, missing: null, measure: null },
];

/** Whole days of hourly steps, calories and intensity; the day is what a guarantee protects, and of a person 31 count. */
export const fitbitDictionary: AnyDictionary = parseAnyDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'fitbit',
    kind: 'series',
    title: 'Hourly activity of 33 adults, four sites (Fitbit export, 2016)',
    unit: 'day',
    patientId: 'Id',
    daysPerPatient: 31,
    public: true,
    publicCohortSize: { north: 220, east: 220, south: 220, west: 220 },
    time: { column: 'ActivityHour', format: 'us' },
    grid: { startMinute: 0, stepMinutes: 60, count: 24 },
    channels,
    calendar: 'weekend',
  }),
});
