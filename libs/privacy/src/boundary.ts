import type { Adjacency, DpEvent } from '@commonward/accounting';

import { frozenClaim, type BoundedBlock, type SensitivityClaim } from './boundary-claim.js';
import { SampleDraw, type SamplingRate } from './boundary-draw.js';
import { freeze } from './frozen-list.js';

/*
 * Records become a release in two steps, and only functions of this package can take either:
 *
 *     Sensitive --bounding--> Bounded --mechanism--> Released
 *
 * `reveal`, `draw`, `bind`, `open` and `mint` are the keys. The package does not export them. How records were sampled travels
 * along, so that a release is charged for the sample it was computed from, and for no other.
 */
export let reveal: <T>(sensitive: Sensitive<T>) => T;
export let draw: <T>(sample: T, from: Sensitive<unknown>, rate: SamplingRate) => Sensitive<T>;
export let bind: <T>(value: T, claim: BoundedClaim) => Bounded<T>;
export let open: <T>(bounded: Bounded<T>) => T;
export let mint: <T>(release: MintedRelease<T>) => Released<T>;

/** TypeScript's private constructors can still be called at run time; without this object they make nothing. */
const makersKey = freeze({});

const inspect = Symbol.for('nodejs.util.inspect.custom');

interface BoundedClaim extends SensitivityClaim {
  /** What the value was computed from. */
  readonly records: Sensitive<unknown>;
}

interface MintedRelease<T> {
  /** What the release was computed from. */
  readonly bounded: Bounded<unknown>;
  /** What happened to the units of privacy in `bounded`; frozen. */
  readonly event: DpEvent;
  readonly copy: () => T;
}

let drawOf: (sensitive: Sensitive<unknown>) => SampleDraw | null;
let eventOf: (bounded: Bounded<unknown>, event: DpEvent) => DpEvent;

/** Something computed from records, without any bound: it cannot be printed, serialised, cloned or sent. */
export class Sensitive<T> {
  static {
    reveal = (sensitive) => sensitive.#value;
    drawOf = (sensitive) => sensitive.#draw;
    draw = (sample, from, rate) => {
      if (from.#draw !== null) throw new TypeError('A sample cannot be sampled again: its event would say nothing of the first coins');
      return new Sensitive(makersKey, sample, new SampleDraw(rate));
    };
  }

  readonly #value: T;
  readonly #draw: SampleDraw | null;

  private constructor(key: object, value: T, sampleDraw: SampleDraw | null) {
    if (key !== makersKey) throw new TypeError('Sensitive.of makes a Sensitive value');
    this.#value = value;
    this.#draw = sampleDraw;
    freeze(this);
  }

  /** All records: a sample is drawn from them by `poissonSample` alone. */
  static of<T>(value: T): Sensitive<T> {
    return new Sensitive(makersKey, value, null);
  }

  /**
   * Reshapes the value where it is; the result is as sensitive, and as much of a sample. `change` must not keep, print or throw
   * what it sees, and must look at no other records.
   */
  map<U>(change: (value: T) => U): Sensitive<U> {
    return new Sensitive(makersKey, change(this.#value), this.#draw);
  }

  toJSON(): never {
    throw new TypeError('A Sensitive value cannot be serialised');
  }

  toString(): string {
    return 'Sensitive(…)';
  }

  [inspect](): string {
    return this.toString();
  }
}

/**
 * A value of records that one unit of privacy can move by no more than `blocks` says, under `adjacency`.
 *
 * Only the bounding functions of this package make one, from bounds that they enforce. Only its mechanisms see the value.
 */
export class Bounded<T> {
  static {
    bind = (value, claim) => new Bounded(makersKey, value, claim);
    open = (bounded) => bounded.#value;
    eventOf = (bounded, event) => bounded.#draw?.use(event) ?? event;
  }

  readonly #value: T;
  readonly #draw: SampleDraw | null;
  readonly blocks: readonly BoundedBlock[];
  readonly adjacency: Adjacency;

  private constructor(key: object, value: T, claim: BoundedClaim) {
    if (key !== makersKey) throw new TypeError('Only a bounding function makes a Bounded value');
    const { blocks, adjacency } = frozenClaim(claim);
    this.#value = value;
    this.#draw = drawOf(claim.records);
    this.blocks = blocks;
    this.adjacency = adjacency;
    freeze(this);
  }

  toJSON(): never {
    throw new TypeError('A Bounded value cannot be serialised');
  }

  toString(): string {
    return 'Bounded(…)';
  }

  [inspect](): string {
    return this.toString();
  }
}

/** What a mechanism let out, and the event that accounts for it. Nothing else may leave a site. */
export class Released<T> {
  static {
    mint = ({ bounded, event, copy }) => new Released(makersKey, copy, eventOf(bounded, event));
  }

  readonly #copy: () => T;
  readonly event: DpEvent;

  private constructor(key: object, copy: () => T, event: DpEvent) {
    if (key !== makersKey) throw new TypeError('Only a mechanism makes a Released value');
    this.#copy = copy;
    this.event = event;
    freeze(this);
  }

  /** A fresh copy at every reading: nothing written into one can ride out under this release's event. */
  get value(): T {
    return this.#copy();
  }

  /** Whether a mechanism of this package made `x`; the egress asks at run time, because a type can be cast away. */
  static is(x: unknown): x is Released<unknown> {
    return typeof x === 'object' && x !== null && #copy in x;
  }
}

// Otherwise any code in the process could make `Released.is` say yes, or `value` answer with something else.
for (const kind of [Sensitive, Bounded, Released]) {
  freeze(kind);
  freeze(kind.prototype);
}
