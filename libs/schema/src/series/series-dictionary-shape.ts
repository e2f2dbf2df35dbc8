import { z } from 'zod';
import { cohortSizes, columnShape, flag, numericShape, optionalText, text, wholeNumber } from '../dictionary-shape.js';
import { fileName } from '../file-name.js';

const MINUTES_OF_A_DAY = 1440;
const file = fileName('must be the name of a file in the folder of the source, without a folder').nullish();
const valuesMessage = 'must be the column of the readings, or the list of columns of a row';
const minutes = (from: number, message: string) => wholeNumber({ from, to: MINUTES_OF_A_DAY, message });

const channel = z.strictObject(
  {
    ...numericShape.omit({ type: true }).shape,
    file,
    values: z.union([text(valuesMessage), z.array(text(valuesMessage)).min(1)], { error: valuesMessage }).nullish(),
    everyMinutes: minutes(1, 'must be how many minutes lie between the columns of "values", a whole number from 1 to 1440').nullish(),
    combine: z.enum(['mean', 'sum'], { error: 'must be "mean" or "sum", what several readings within a step make' }),
  },
  { error: 'must be an object with the fields name, values, combine, min, max and missing' },
);

/** A series dictionary as it may be written. */
export const seriesDictionaryShape = z.strictObject(
  {
    name: text('must be a short text that names the data'),
    version: z.union([z.string(), z.number()], { error: 'must be a text or a number' }).nullish(),
    kind: z.literal('series'),
    title: optionalText('must be a text'),
    unit: z.enum(['day', 'patient'], { error: 'must be "day" or "patient", what the privacy guarantee protects one of' }),
    patientId: text('must be the column that tells patients apart'),
    daysPerPatient: wholeNumber({ from: 1, to: 3660, message: 'must be how many days of a patient are used, a whole number from 1 to 3660' }),
    publicCohortSize: cohortSizes('days'),
    public: flag,
    time: z.strictObject(
      { column: text('must be the column that says when a reading was taken'), format: z.enum(['iso', 'us'], { error: 'must be "iso" (2016-04-12 13:00) or "us" (4/12/2016 1:00:00 PM)' }) },
      { error: 'must be {"column", "format"}' },
    ),
    grid: z.strictObject(
      {
        startMinute: wholeNumber({ from: 0, to: MINUTES_OF_A_DAY - 1, message: 'must be the minute of the day at which the first step begins, from 0 to 1439' }),
        stepMinutes: minutes(1, 'must be the length of a step in minutes, from 1 to 1440'),
        count: minutes(1, 'must be the number of steps, from 1 to 1440'),
      },
      { error: 'must be {"startMinute", "stepMinutes", "count"}, the steps of a day' },
    ),
    channels: z.array(channel, { error: 'must be the list of channels' }).min(1, { error: 'must hold at least one channel' }),
    attributes: z
      .strictObject({ file, columns: z.array(columnShape, { error: 'must be a list of columns' }) }, { error: 'must be {"file", "columns"}, what does not change within a day' })
      .nullish(),
    calendar: z.enum(['weekend', 'day-of-week'], { error: 'must be "weekend" or "day-of-week", or null' }).nullish(),
  },
  { error: 'must be a JSON object with the fields name, kind, unit, patientId, daysPerPatient, time, grid and channels' },
);

export type SeriesDictionaryShape = z.infer<typeof seriesDictionaryShape>;
export type ChannelShape = SeriesDictionaryShape['channels'][number];
