/** How often each kind of thing happened. */
export class Counts {
  readonly of: Record<string, number> = {};

  add(what: string): void {
    this.of[what] = (this.of[what] ?? 0) + 1;
  }
}
