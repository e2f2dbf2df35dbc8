/** An image as a file holds it, before it is brought to the greys and the size of a dictionary. */
export interface GreyImage {
  readonly height: number;
  readonly width: number;
  /** [height, width] in the file's own unit */
  readonly values: ArrayLike<number>;
  /** Larger values are darker. */
  readonly inverted: boolean;
}

/**
 * The grey of a colour: .299 red + .587 green + .114 blue, in thousandths, so that a colour of three equal numbers is that number.
 * @see ITU-R BT.601, section 2.5.1
 */
export const greyOf = (red: number, green: number, blue: number): number => (299 * red + 587 * green + 114 * blue) / 1000;
