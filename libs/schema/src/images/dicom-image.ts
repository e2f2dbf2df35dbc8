import dicomParser, { type DataSet } from 'dicom-parser';
import { greyOf, type GreyImage } from './grey-image.js';
import { checkSize, UnreadableImageError } from './unreadable-image.js';

const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const UNCOMPRESSED = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', BIG_ENDIAN];
const TAGS = {
  transferSyntax: 'x00020010',
  samples: 'x00280002',
  photometric: 'x00280004',
  planar: 'x00280006',
  frames: 'x00280008',
  rows: 'x00280010',
  columns: 'x00280011',
  allocated: 'x00280100',
  stored: 'x00280101',
  signed: 'x00280103',
  intercept: 'x00281052',
  slope: 'x00281053',
  pixels: 'x7fe00010',
} as const;

/**
 * The image of a DICOM file with uncompressed pixels, in the unit of its modality (after rescale slope and intercept; e.g. Hounsfield
 * units); the window is the dictionary's, never the file's, which would let each image choose its own. Colour as `greyOf` says.
 * @throws UnreadableImageError if it is another file, is compressed, or holds several frames
 * @see DICOM PS3.3, C.7.6.3 (image pixel) and C.11.1 (modality LUT)
 */
export function dicomImage(bytes: Uint8Array): GreyImage {
  const file = parsed(bytes);
  if (!UNCOMPRESSED.includes(file.string(TAGS.transferSyntax) ?? '')) throw new UnreadableImageError('compressed');
  const layout = layoutOf(file);
  checkSize(layout.height, layout.width);
  const { height, width, samples, planar } = layout;
  const [slope, intercept] = [file.floatString(TAGS.slope) ?? 1, file.floatString(TAGS.intercept) ?? 0];
  const sample = sampleReader(file, layout);
  const pixels = height * width;
  const at = (pixel: number, channel: number): number => sample(planar ? channel * pixels + pixel : pixel * samples + channel);
  const values = Float64Array.from({ length: pixels }, (_, pixel) => slope * (samples === 1 ? sample(pixel) : greyOf(at(pixel, 0), at(pixel, 1), at(pixel, 2))) + intercept);
  return { height, width, values, inverted: layout.photometric === 'MONOCHROME1' };
}

function parsed(bytes: Uint8Array): DataSet {
  try {
    return dicomParser.parseDicom(bytes, { inflater: () => { throw new UnreadableImageError('compressed'); } });
  } catch (error) {
    throw error instanceof UnreadableImageError ? error : new UnreadableImageError('dicom');
  }
}

interface Layout {
  readonly height: number;
  readonly width: number;
  readonly samples: number;
  /** Colours lie in planes, one after the other. */
  readonly planar: boolean;
  readonly photometric: string;
  readonly allocated: number;
}

const PHOTOMETRIC = ['MONOCHROME1', 'MONOCHROME2', 'RGB'];

function layoutOf(file: DataSet): Layout {
  const [height, width, allocated] = [TAGS.rows, TAGS.columns, TAGS.allocated].map((tag) => file.uint16(tag) ?? 0);
  const samples = file.uint16(TAGS.samples) ?? 1;
  const photometric = (file.string(TAGS.photometric) ?? '').trim();
  if (height * width === 0 || (allocated !== 8 && allocated !== 16)) throw new UnreadableImageError('dicom');
  const fits = PHOTOMETRIC.includes(photometric) && samples === (photometric === 'RGB' ? 3 : 1);
  if (!fits || (file.intString(TAGS.frames) ?? 1) !== 1) throw new UnreadableImageError('frames');
  return { height, width, samples, planar: file.uint16(TAGS.planar) === 1, photometric, allocated };
}

/** Reads sample i: the lowest `stored` bits, of which the highest is the sign if there is one. */
function sampleReader(file: DataSet, { height, width, samples, allocated }: Layout): (sample: number) => number {
  const element = Object.hasOwn(file.elements, TAGS.pixels) ? file.elements[TAGS.pixels] : null;
  const bytes = allocated / 8;
  const { byteArray } = file;
  const length = height * width * samples * bytes;
  if (element === null || element.length < length || element.dataOffset + length > byteArray.length) throw new UnreadableImageError('dicom');
  const view = new DataView(byteArray.buffer, byteArray.byteOffset + element.dataOffset, length);
  const littleEndian = file.string(TAGS.transferSyntax) !== BIG_ENDIAN;
  const unused = 32 - (file.uint16(TAGS.stored) ?? allocated);
  const isSigned = file.uint16(TAGS.signed) === 1;
  return (sample) => {
    const stored = (bytes === 1 ? view.getUint8(sample) : view.getUint16(2 * sample, littleEndian)) << unused;
    return isSigned ? stored >> unused : stored >>> unused;
  };
}
