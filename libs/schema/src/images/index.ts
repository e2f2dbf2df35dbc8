export { bytesInMemory, type ByteSource } from './byte-source.js';
export { dicomImage } from './dicom-image.js';
export { fittedImage } from './fitted-image.js';
export { greyOf, type GreyImage } from './grey-image.js';
export { npzNumbers, npzTexts, type NumberRows } from './npz-arrays.js';
export { NpzError } from './npz-error.js';
export { npzFile, type ByteArray } from './npz-file.js';
export { pngImage } from './png-image.js';
export { IMAGE_FAULTS, UnreadableImageError, type ImageFault } from './unreadable-image.js';
