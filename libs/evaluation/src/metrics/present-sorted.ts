/** The values that are not missing, ascending. @param values NaN where missing */
export const presentSorted = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort();
