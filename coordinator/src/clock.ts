/** Milliseconds since 1970; injected where a rule depends on how long ago something was. */
export type Clock = () => number;

export const CLOCK = Symbol('Clock');
