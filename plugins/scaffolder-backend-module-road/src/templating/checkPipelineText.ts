import { InputError } from '@backstage/errors';

/** Where a runner evaluates what stands in a file, quoted or not. */
const EVALUATED = [
  { path: /(^|\/)\.(github|gitea|forgejo)\//, expression: /\$\{\{/ },
  { path: /(^|\/)\.gitlab-ci\.yml|(^|\/)\.gitlab\//, expression: /\$/ },
];

/**
 * Refuses a value that the runner of a pipeline would evaluate: no escape of
 * YAML keeps GitHub from replacing an expression, or GitLab a variable.
 */
export function checkPipelineText(
  text: string,
  expression: string,
  file: string,
): string {
  const hit = EVALUATED.find(
    rule => rule.path.test(file) && rule.expression.test(text),
  );
  if (hit) {
    throw new InputError(
      `"${expression}" holds an expression that the pipeline would evaluate: ${JSON.stringify(
        text.slice(0, 60),
      )}`,
    );
  }
  return text;
}
