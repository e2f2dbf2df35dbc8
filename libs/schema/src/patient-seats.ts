import { createHash } from 'node:crypto';

/** What became of a record of a patient: it counts, or it is one more than may, and the patient was first seen on `firstLine`. */
export type Seat = { readonly kind: 'taken' } | { readonly kind: 'full'; readonly firstLine: number };

const WORDS = 4;
const FIRST_CAPACITY = 1024;
const TAKEN: Seat = { kind: 'taken' };

/**
 * Lets the first `recordsPerPatient` records of each patient count, in the order of the file, whatever lies between them.
 *
 * Of a patient it keeps 128 bits of SHA-256, the first line and a count, in tables that double when they are half full: 26
 * bytes in 52 to 104 for each patient, whatever the identifiers look like. Two patients of one hash would count as one; among 10^9
 * patients that has a probability below 10^-20.
 */
export class PatientSeats {
  readonly #recordsPerPatient: number;
  #capacity = FIRST_CAPACITY;
  #hashes = new Uint32Array(FIRST_CAPACITY * WORDS);
  #firstLines = new Float64Array(FIRST_CAPACITY);
  /** 0 marks a place as free. */
  #counts = new Uint16Array(FIRST_CAPACITY);
  #patients = 0;

  constructor(recordsPerPatient: number) {
    this.#recordsPerPatient = recordsPerPatient;
  }

  take(patient: string, line: number): Seat {
    const hash = hashOf(patient);
    const place = this.#placeOf(hash, 0);
    if (this.#counts[place] === 0) this.#admit(hash, { place, line });
    else if (this.#counts[place] === this.#recordsPerPatient) return { kind: 'full', firstLine: this.#firstLines[place] };
    else this.#counts[place] += 1;
    return TAKEN;
  }

  #admit(hash: Uint32Array, { place, line }: { place: number; line: number }): void {
    this.#hashes.set(hash, place * WORDS);
    this.#firstLines[place] = line;
    this.#counts[place] = 1;
    this.#patients += 1;
    if (2 * this.#patients > this.#capacity) this.#grow();
  }

  /** The place of the hash at `hash[from]`, or the free one where it belongs: from its own, onwards. */
  #placeOf(hash: Uint32Array, from: number): number {
    let place = hash[from] & (this.#capacity - 1);
    while (this.#counts[place] !== 0 && !this.#isAt(place, hash, from)) place = (place + 1) & (this.#capacity - 1);
    return place;
  }

  #isAt(place: number, hash: Uint32Array, from: number): boolean {
    for (let word = 0; word < WORDS; word += 1) if (this.#hashes[place * WORDS + word] !== hash[from + word]) return false;
    return true;
  }

  #grow(): void {
    const [hashes, firstLines, counts] = [this.#hashes, this.#firstLines, this.#counts];
    this.#capacity *= 2;
    this.#hashes = new Uint32Array(this.#capacity * WORDS);
    this.#firstLines = new Float64Array(this.#capacity);
    this.#counts = new Uint16Array(this.#capacity);
    for (let old = 0; old < counts.length; old += 1) {
      if (counts[old] === 0) continue;
      const place = this.#placeOf(hashes, old * WORDS);
      this.#hashes.set(hashes.subarray(old * WORDS, (old + 1) * WORDS), place * WORDS);
      this.#firstLines[place] = firstLines[old];
      this.#counts[place] = counts[old];
    }
  }
}

function hashOf(patient: string): Uint32Array {
  const digest = createHash('sha256').update(patient).digest();
  return Uint32Array.from({ length: WORDS }, (_, word) => digest.readUInt32LE(4 * word));
}
