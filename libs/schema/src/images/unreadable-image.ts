/** Why a file holds no image that can be used; each completes the sentence about the file, and shows none of it. */
export const IMAGE_FAULTS = {
  png: 'this is not a whole PNG file; write it again',
  dicom: 'this is not a whole DICOM file; write it again',
  compressed: 'its transfer syntax is compressed, and uncompressed pixels are read here; convert it, for example with dcmdjpeg or gdcmconv --raw',
  frames: 'one image with one or three samples a pixel is expected; write each frame to a file of its own',
  large: 'it has more than 67,108,864 pixels; write it smaller',
} as const;

export type ImageFault = keyof typeof IMAGE_FAULTS;

/** A file that holds no image that can be used. */
export class UnreadableImageError extends Error {
  override readonly name = 'UnreadableImageError';

  constructor(readonly fault: ImageFault) {
    super(IMAGE_FAULTS[fault]);
  }
}

const MAX_PIXELS = 2 ** 26;

/** @throws UnreadableImageError if nobody should make room for an image of this size */
export function checkSize(height: number, width: number): void {
  if (height * width > MAX_PIXELS) throw new UnreadableImageError('large');
}
