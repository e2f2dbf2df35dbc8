/** What a build says a release costs, and what an attacker was seen to learn from it. */
export interface Audited {
  readonly claimed: number;
  readonly seen: number;
}
