import { text } from './dictionary-shape.js';

/** A plain name, so that no dictionary of a study leads a site to a file outside the folder that the site has named. */
export const fileName = (message: string) => text(message).refine(isFileName, { error: message });

export const isFileName = (name: string): boolean => name !== '.' && name !== '..' && !/[/\\:]/.test(name) && [...name].every((character) => character >= ' ');
