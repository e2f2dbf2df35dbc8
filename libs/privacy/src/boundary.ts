import type { Adjacency, DpEvent } from '@commonward/accounting';

/*
 * Records become a release in two steps, and only functions of this package can take either:
 *
 *     Sensitive --bounding--> Bounded --mechanism--> Released
 *
 * `reveal`, `bind`, `open` and `mint` are the keys. The package does not export them.
 */
export let reveal: <T>(sensitive: Sensitive<T>) => T;
export let bind: <T>(value: T, claim: SensitivityClaim) => Bounded<T>;
export let open: <T>(bounded: Bounded<T>) => T;
export let mint: <T>(copy: () => T, event: DpEvent) => Released<T>;

/** TypeScript's private constructors can still be called at run time; without this object they make nothing. */
const makersKey = Object.freeze({});

const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A run of coordinates, and the largest squared L2 distance that one unit of privacy can move it, in squared grid steps. */
export interface BoundedBlock {
  readonly start: number;
  readonly length: number;
  readonly squaredSensitivity: number;
}

interface SensitivityClaim {
  readonly blocks: readonly BoundedBlock[];
  readonly adjacency: Adjacency;
}

/** Something computed from records, without any bound: it cannot be printed, serialised, cloned or sent. */
export class Sensitive<T> {
  static {
    reveal = (sensitive) => sensitive.#value;
  }

  readonly #value: T;

  private constructor(value: T) {
    this.#value = value;
  }

  static of<T>(value: T): Sensitive<T> {
    return new Sensitive(value);
  }

  /** Reshapes the value where it is; the result is as sensitive. `change` must not keep, print or throw what it sees. */
  map<U>(change: (value: T) => U): Sensitive<U> {
    return new Sensitive(change(this.#value));
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
  }

  readonly #value: T;
  readonly blocks: readonly BoundedBlock[];
  readonly adjacency: Adjacency;

  private constructor(key: object, value: T, { blocks, adjacency }: SensitivityClaim) {
    if (key !== makersKey) throw new TypeError('Only a bounding function makes a Bounded value');
    this.#value = value;
    this.blocks = Object.freeze(blocks.map((block) => Object.freeze({ ...block })));
    this.adjacency = adjacency;
    Object.freeze(this);
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
    mint = (copy, event) => new Released(makersKey, copy, event);
  }

  readonly #copy: () => T;
  readonly event: DpEvent;

  private constructor(key: object, copy: () => T, event: DpEvent) {
    if (key !== makersKey) throw new TypeError('Only a mechanism makes a Released value');
    this.#copy = copy;
    this.event = event;
    Object.freeze(this);
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
