/** Half of the grey values. */
const MIDDLE_GREY = 127.5;

/** A grey value from -1 to 1, as networks read and draw it. */
export const scaledGrey = (grey: number): number => grey / MIDDLE_GREY - 1;

/** The way back of `scaledGrey`, to the nearest grey value. @param scaled from -1 to 1 */
export const greyOf = (scaled: number): number => Math.round((scaled + 1) * MIDDLE_GREY);
