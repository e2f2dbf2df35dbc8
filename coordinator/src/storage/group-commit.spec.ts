import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import DatabaseFile from 'libsql';
import { GroupCommit } from './group-commit.js';
import { temporaryFolders } from './temporary-folders.fixture.js';

/** A file that notes what is executed in it, and can refuse one commit. */
class NotingFile extends DatabaseFile {
  readonly notes: string[] = [];
  refusesCommit = false;

  override exec(sql: string): this {
    this.notes.push(sql);
    if (sql === 'COMMIT' && this.refusesCommit) {
      this.refusesCommit = false;
      throw new Error('disk I/O error');
    }
    return super.exec(sql);
  }
}

const folder = temporaryFolders('commit');

describe('a group commit', () => {
  let file: NotingFile;
  let commits: GroupCommit;
  beforeEach(() => {
    file = new NotingFile(join(folder(), 'x.db'));
    file.exec('CREATE TABLE letters (letter TEXT NOT NULL)');
    file.notes.splice(0);
    commits = new GroupCommit(file);
  });
  afterEach(() => void file.close());

  const write = (letter: string) => commits.write(() => file.prepare('INSERT INTO letters VALUES (?)').run(letter).changes);
  const letters = () => (file.prepare('SELECT letter FROM letters').all() as { letter: string }[]).map(({ letter }) => letter);

  it('puts the writes of one turn into one transaction, in the order in which they were asked for', async () => {
    expect(await Promise.all(['a', 'b', 'c'].map(write))).toEqual([1, 1, 1]);
    expect(file.notes).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
    expect(letters()).toEqual(['a', 'b', 'c']);
  });

  it('answers no write before its transaction is committed', async () => {
    await Promise.all(['a', 'b'].map((letter) => write(letter).then(() => file.notes.push(`answered ${letter}`))));
    expect(file.notes).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'answered a', 'answered b']);
  });

  it('lets no write of a transaction have an effect that fails, and tells each', async () => {
    const failing = commits.write(() => {
      throw new Error('disk is full');
    });
    const results = await Promise.allSettled([write('a'), failing, write('b')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(letters()).toEqual([]);
  });

  it('answers no write whose commit failed, and takes in the next ones', async () => {
    file.refusesCommit = true;
    await expect(write('a')).rejects.toThrow('disk I/O error');
    await write('b');
    expect(letters()).toEqual(['b']);
  });

  it('is drained once what follows from a write is written too, and what follows from that', async () => {
    const following = write('a').then(() => write('b')).then(() => write('c'));
    await commits.drained();
    expect(letters()).toEqual(['a', 'b', 'c']);
    await following;
  });
});
