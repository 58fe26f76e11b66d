/** OpenCost's words where FOCUS has another for the same. */
const CATEGORIES = new Map([
  ['Network', 'Networking'],
  ['Management', 'Management and Governance'],
]);

/** A category of OpenCost in the words of FOCUS. */
export function serviceCategory(
  category: string | undefined,
): string | undefined {
  return category === undefined
    ? undefined
    : (CATEGORIES.get(category) ?? category);
}
