import { z } from 'zod';
import { AttributionRule, attributionRuleSchema } from './attributionRule';
import { describeIssues } from './describeIssues';

const MAX_RULES = 10_000;

/**
 * Rules as an operator wrote them: the list under `cost.attribution`, or that
 * of a rules file. Throws an Error whose message names the rule by number and
 * id, and the field.
 *
 * @param title - what to call the list to a person, such as `cost.attribution`
 * @public
 */
export function readAttributionRules(
  input: unknown,
  title: string,
): AttributionRule[] {
  if (!Array.isArray(input)) {
    throw new Error(`${title} must be a list of rules`);
  }
  if (input.length > MAX_RULES) {
    throw new Error(`${title} has more than ${MAX_RULES} rules`);
  }
  const result = z.array(attributionRuleSchema).safeParse(input);
  if (!result.success) {
    throw new Error(
      describeIssues(result.error.issues, ([index, ...field]) => {
        const id: unknown = input[Number(index)]?.id;
        const name = typeof id === 'string' ? ` (${id.slice(0, 100)})` : '';
        return [`${title}: rule ${Number(index) + 1}${name}`, ...field];
      }),
    );
  }
  const numbers = new Map<string, number>();
  result.data.forEach(({ id }, index) => {
    const earlier = numbers.get(id);
    if (earlier !== undefined) {
      throw new Error(
        `${title}: rules ${earlier} and ${index + 1} have the same id, ${id}`,
      );
    }
    numbers.set(id, index + 1);
  });
  return result.data;
}
