import { extname } from 'node:path';
import { Sensitive } from '@commonward/privacy';
import { FindingList, TableFileError, type ImageDictionary } from '@commonward/schema';
import type { LabelledImage } from '@commonward/synthesis/site';
import type { Debit } from '../../ledger/ledger.js';
import { OperatorError } from '../../operator-error.js';
import type { Checked, ImageSource, RecordReport } from '../record-source.js';
import { folderImages } from './folder-images.js';
import { npzImages } from './npz-images.js';

/** The hospital's images: a folder of PNG and DICOM files, or a .npz file, described by the public dictionary. */
export class ImageRecords implements Checked, ImageSource {
  readonly kind = 'image';
  readonly #source: string;
  readonly #dictionary: ImageDictionary;

  constructor(source: string, dictionary: ImageDictionary) {
    this.#source = source;
    this.#dictionary = dictionary;
  }

  /**
   * The images, each read when it is asked for; one that cannot be read counts as nothing.
   * @param paid the proof that the round is paid for: nothing is read before
   */
  read(_paid: Debit): Sensitive<Iterable<LabelledImage>> {
    return Sensitive.of({ [Symbol.iterator]: () => this.#images(this.#findings())[Symbol.iterator]() });
  }

  check(): RecordReport {
    const findings = this.#findings();
    let records = 0;
    for (const _ of this.#images(findings)) records += 1;
    return { records, findings: findings.toArray() };
  }

  #findings(): FindingList {
    return new FindingList(this.#source, 'image');
  }

  *#images(findings: FindingList): Iterable<LabelledImage> {
    try {
      const images = extname(this.#source).toLowerCase() === '.npz' ? npzImages : folderImages;
      yield* images(this.#source, this.#dictionary, findings);
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
  }
}
