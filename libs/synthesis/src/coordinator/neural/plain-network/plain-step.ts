/** What a layer, or a whole network, made of one example, and the way back. */
export interface PlainStep {
  /** [outputs] */
  readonly output: Float64Array;
  /**
   * @param delta what the loss changes by with each output, [outputs]
   * @param gradient what it changes by with each parameter is added to these, [parameters]; null if nobody asks
   * @returns what it changes by with each input, [inputs]
   */
  readonly pullBack: (delta: Float64Array, gradient: Float64Array | null) => Float64Array;
}

/** What a layer is run on. */
export interface PlainRun {
  readonly input: Float64Array;
  /** of the layer alone, in the order of `parameterShapes` */
  readonly parameters: Float64Array;
}
