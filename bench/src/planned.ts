import { UsageError } from './usage-error.js';

type Planning<Plan> = { readonly kind: 'planned'; readonly plan: Plan } | { readonly kind: 'refused'; readonly reason: string };
type Sizes = Readonly<Record<string, number>>;

/** Steps so small that no kind of study is stepped over. */
const MORE = 1.1;

/**
 * The plan of a study; of one that is refused, if it is forced, the first plan that there would be with more and more patients than there are. Noise does
 * not depend on their number, so what is measured is what was refused.
 * @throws UsageError if the study cannot be planned, or is refused and not forced
 */
export function planned<Plan>(sizes: Sizes, plan: (sizes: Sizes) => Planning<Plan>, isForced: boolean): Plan {
  let told = sizes;
  for (;;) {
    const planning = plannedOrWrong(() => plan(told));
    if (planning.kind === 'planned') return planning.plan;
    if (!isForced) throw new UsageError(`the study is refused: ${planning.reason}`);
    told = Object.fromEntries(Object.entries(told).map(([site, size]) => [site, Math.ceil(size * MORE)]));
  }
}

/** The planner's terms all come from the command line and the dictionary, so a value out of range is the user's. */
function plannedOrWrong<Result>(plan: () => Result): Result {
  try {
    return plan();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`the study cannot be planned: ${error.message}.`);
    throw error;
  }
}
