import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DatabaseUnavailable, type Collection } from './collection.js';
import { MemoryDatabase } from './database.memory.js';
import { JointRevisions } from './joint-revisions.js';

async function lettersOf(...initial: readonly string[]): Promise<Collection<readonly string[]>> {
  const letters = new MemoryDatabase().collection<readonly string[]>('letters');
  await letters.insert('x', initial);
  return letters;
}
const adding = (letter: string) => (letters: readonly string[]) => [...letters, letter];

describe('joint revisions of a document', () => {
  it('make every change once, in the order in which they were asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { maxLength: 20 }), async (added) => {
        const letters = await lettersOf();
        const revisions = new JointRevisions(letters);
        await Promise.all(added.map((letter) => revisions.revise('x', adding(letter))));
        expect((await letters.get('x'))?.value).toEqual(added);
      }),
    );
  });

  it('store together what is asked for while an earlier change is stored', async () => {
    const letters = await lettersOf();
    const revisions = new JointRevisions(letters);
    await Promise.all(['a', 'b', 'c', 'd'].map((letter) => revisions.revise('x', adding(letter))));
    expect(await letters.get('x')).toEqual({ id: 'x', version: 3, value: ['a', 'b', 'c', 'd'] });
  });

  it('answer a change when it is stored, with what was stored', async () => {
    const letters = await lettersOf();
    const revisions = new JointRevisions(letters);
    const stored = await Promise.all(['a', 'b', 'c'].map(async (letter) => ({ letter, stored: await revisions.revise('x', adding(letter)), held: await letters.get('x') })));
    for (const { letter, stored: answer, held } of stored) {
      expect(answer?.value).toContain(letter);
      expect(held?.value).toContain(letter);
    }
  });

  it('are made again where another process has written in between', async () => {
    const letters = await lettersOf();
    let isFirst = true;
    const revisions = new JointRevisions<readonly string[]>({
      ...letters,
      replace: async (stored, value) => {
        if (isFirst) await letters.replace(stored, ['theirs']);
        isFirst = false;
        return letters.replace(stored, value);
      },
    });
    await Promise.all(['a', 'b'].map((letter) => revisions.revise('x', adding(letter))));
    expect((await letters.get('x'))?.value).toEqual(['theirs', 'a', 'b']);
  });

  it('leave out a change that throws, and tell whoever asked for it alone', async () => {
    const letters = await lettersOf();
    const revisions = new JointRevisions(letters);
    const refusing = () => {
      throw new RangeError('no such letter');
    };
    const results = await Promise.allSettled([adding('a'), adding('b'), refusing, adding('c')].map((change) => revisions.revise('x', change)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({ reason: new RangeError('no such letter') });
    expect(await letters.get('x')).toEqual({ id: 'x', version: 3, value: ['a', 'b', 'c'] });
  });

  it('tell each who asked that the store does not answer, and go on when it does', async () => {
    const letters = await lettersOf();
    let isAway = true;
    const revisions = new JointRevisions<readonly string[]>({
      ...letters,
      replace: (stored, value) => (isAway ? Promise.reject(new DatabaseUnavailable('away')) : letters.replace(stored, value)),
    });
    const results = await Promise.allSettled(['a', 'b'].map((letter) => revisions.revise('x', adding(letter))));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect((await revisions.revise('x', adding('c')))?.value).toEqual(['c']);
  });

  it('of a document that is not there change nothing', async () => {
    expect(await new JointRevisions(await lettersOf()).revise('y', adding('a'))).toBeNull();
  });
});
