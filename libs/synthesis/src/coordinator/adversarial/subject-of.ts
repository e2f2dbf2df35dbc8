import type { AnyDictionary } from '@commonward/schema';
import { daySubject } from './day-subject.js';
import { imageSubject } from './image-subject.js';
import { recordSubject } from './record-subject.js';
import type { Subject } from './subject.js';

/** What a study of these records draws. */
export function subjectOf(dictionary: AnyDictionary): Subject {
  switch (dictionary.kind) {
    case 'table':
      return recordSubject(dictionary);
    case 'image':
      return imageSubject(dictionary);
    case 'series':
      return daySubject(dictionary);
    default:
      return dictionary satisfies never;
  }
}
