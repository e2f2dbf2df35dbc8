/** One day of one person, as the public grid has it. S = channels x steps. */
export interface Day {
  /** [J] its cells, in the order of `dayColumns` */
  readonly codes: ArrayLike<number>;
  /** [S] what each step came to, channel by channel; NaN where there is no reading */
  readonly values: ArrayLike<number>;
}
