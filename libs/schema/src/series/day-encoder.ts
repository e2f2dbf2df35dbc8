import { cellFinder } from '../encoder.js';
import type { FindingKind, Findings } from '../finding.js';
import { columnCells } from '../layout.js';
import { calendarOf, type GatheredDay } from './day-collector.js';
import { dayColumns, type SeriesDays } from './series-days.js';
import type { SeriesChannel, SeriesDictionary } from './series-dictionary.js';

const CHUNK_DAYS = 512;

/** Turns gathered days into cells, in chunks; a day that a channel or the attributes do not cover is left out and noted. */
export function* encodedDays(days: Iterable<GatheredDay>, dictionary: SeriesDictionary, findings: Findings): Iterable<SeriesDays> {
  const encoder = new DayEncoder(dictionary, findings);
  for (const day of days) {
    encoder.add(day);
    if (encoder.rows === CHUNK_DAYS) yield encoder.take();
  }
  if (encoder.rows > 0) yield encoder.take();
}

interface ChannelEncoder {
  readonly channel: SeriesChannel;
  readonly cellOf: (value: number) => number;
  readonly canMiss: boolean;
  readonly outside: FindingKind;
  readonly incomplete: FindingKind;
}

/** Invariant: the first `rows` rows of the arrays are whole days. */
class DayEncoder {
  rows = 0;
  readonly #dictionary: SeriesDictionary;
  readonly #findings: Findings;
  readonly #channels: readonly ChannelEncoder[];
  readonly #width: number;
  readonly #steps: number;
  readonly #codes: Uint8Array;
  readonly #values: Float64Array;
  readonly #patients = new Int32Array(CHUNK_DAYS);

  constructor(dictionary: SeriesDictionary, findings: Findings) {
    this.#dictionary = dictionary;
    this.#findings = findings;
    this.#channels = dictionary.channels.map(channelEncoder);
    this.#width = dayColumns(dictionary).length;
    this.#steps = dictionary.channels.length * dictionary.grid.count;
    this.#codes = new Uint8Array(CHUNK_DAYS * this.#width);
    this.#values = new Float64Array(CHUNK_DAYS * this.#steps);
  }

  add(day: GatheredDay): void {
    const attributes = this.#attributesOf(day);
    if (attributes === null || !this.#setSteps(day)) return;
    this.#codes.set([...attributes, ...calendarOf(this.#dictionary, day)], this.rows * this.#width + this.#steps);
    this.#patients[this.rows] = day.patient;
    this.rows += 1;
  }

  take(): SeriesDays {
    const { rows } = this;
    this.rows = 0;
    return { rows, codes: this.#codes.slice(0, rows * this.#width), values: this.#values.slice(0, rows * this.#steps), patients: this.#patients.slice(0, rows) };
  }

  #attributesOf(day: GatheredDay): readonly number[] | null {
    if (this.#dictionary.attributes.columns.length === 0) return [];
    if (day.attributes === null) this.#findings.add(NO_ATTRIBUTES, { line: day.firstLine, detail: '' });
    return day.attributes;
  }

  #setSteps(day: GatheredDay): boolean {
    const { count } = this.#dictionary.grid;
    const whole = this.#channels.map((encoder, c) => {
      let isCovered = true;
      for (let at = c * count; at < (c + 1) * count; at += 1) isCovered = this.#setStep(encoder, { day, at }) && isCovered;
      if (!isCovered) this.#findings.add(encoder.incomplete, { line: day.firstLine, detail: '' });
      return isCovered;
    });
    return !whole.includes(false);
  }

  #setStep({ channel, cellOf, canMiss, outside }: ChannelEncoder, { day, at }: { day: GatheredDay; at: number }): boolean {
    const value = combined(channel, { sum: day.sums[at], count: day.counts[at] });
    const bounded = Math.min(Math.max(value, channel.min), channel.max);
    if (Number.isNaN(value) && !canMiss) return false;
    if (bounded !== value && !Number.isNaN(value)) this.#findings.add(outside, { line: day.firstLine, detail: '' });
    this.#values[this.rows * this.#steps + at] = bounded;
    this.#codes[this.rows * this.#width + at] = cellOf(bounded);
    return true;
  }
}

const NO_ATTRIBUTES: FindingKind = { severity: 'error', column: '', text: 'attributes that can be used are expected for the day; fill them in; the day is left out' };

function channelEncoder(channel: SeriesChannel): ChannelEncoder {
  const note = (text: string): FindingKind => ({ severity: 'note', column: channel.name, text });
  return {
    channel,
    cellOf: cellFinder(channel),
    canMiss: columnCells(channel).missingCell !== null,
    outside: note(`what a step of the day comes to lies outside the public bounds ${channel.min} to ${channel.max} and is clipped to them; check it and its unit`),
    incomplete: note('the day lacks readings in some steps, and the channel is never missing; the day is left out'),
  };
}

function combined({ combine }: SeriesChannel, { sum, count }: { sum: number; count: number }): number {
  if (count === 0) return NaN;
  switch (combine) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / count;
    default:
      return combine satisfies never;
  }
}
