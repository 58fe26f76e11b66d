import { InputError, isError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import {
  createTemplateRenderer,
  TemplateRenderer,
  TemplateValue,
} from 'nunjitsu';
import { checkPipelineText } from './checkPipelineText';
import { checkPlainText } from './checkPlainText';
import { checkReferences } from './checkReferences';
import { ESCAPING_FILTERS } from './filters';
import { scanSkeleton } from './scanSkeleton';

const MAX_OUTPUT_CODE_UNITS = 4 * 1024 * 1024;
const PRINT = 'road_print';
/** The engine names a filter and a column that the author of a skeleton did not write. */
const ENGINE_WORDS =
  /^Template error at line (\d+), column \d+: (?:Template filter "road_print" failed: )?/;
const LINE = 'line $1: ';

/** Renders the texts of one step; create one per run of the action. */
export interface SkeletonRenderer {
  /** `file` is named in every error. */
  renderText(source: string, file: string): string;
}

/**
 * The scaffolder's template engine, with auto-escaping turned round: instead of
 * escaping for HTML, every `${{ … }}` must either end in an escaping filter or
 * come out as text that no file format can misread.
 *
 * Each print is sent through one more filter that holds this check. Escaping
 * filters put a mark before their result that nobody outside this run can know;
 * the check takes it off again. A mark in the finished text means that escaped
 * and other text were mixed, which is refused.
 */
export function createSkeletonRenderer(values: JsonObject): SkeletonRenderer {
  const mark = `\u0000${randomUUID()}\u0000`;
  let expressions: string[] = [];
  let file = '';

  const filters = Object.fromEntries(
    Object.entries(ESCAPING_FILTERS).map(([name, { write }]) => [
      name,
      (input: TemplateValue | undefined) => {
        if (input === undefined) {
          throw new InputError(`the ${name} filter was given no value`);
        }
        return mark + write(input);
      },
    ]),
  );
  const print = (input: TemplateValue | undefined, index?: TemplateValue) =>
    typeof input === 'string' && input.startsWith(mark)
      ? checkPipelineText(
          input.slice(mark.length),
          expressions[index as number],
          file,
        )
      : checkPlainText(input, expressions[index as number]);
  const engine: TemplateRenderer = createTemplateRenderer({
    filters: { ...filters, [PRINT]: print },
  });
  const context = engine.prepareContext({ values: values as TemplateValue });

  const render = (source: string): string => {
    const pieces = scanSkeleton(source);
    checkReferences(pieces, values);
    expressions = [];
    const guarded = pieces.map(piece => {
      if (piece.kind === 'text') {
        return piece.text;
      }
      if (piece.kind === 'block') {
        return piece.open + piece.code + piece.close;
      }
      expressions.push(piece.code.trim());
      return `${piece.open} (${piece.code}) | ${PRINT}(${
        expressions.length - 1
      }) ${piece.close}`;
    });
    const text = engine.render(guarded.join(''), context, {
      limits: { outputCodeUnits: MAX_OUTPUT_CODE_UNITS },
    });
    if (text.includes(mark)) {
      throw new InputError(
        'an escaped value was joined with other text; put the filter last in its ${{ … }}',
      );
    }
    return text;
  };

  return {
    renderText(source, name) {
      file = name;
      try {
        return render(source);
      } catch (error) {
        const reason = isError(error) ? error.message : String(error);
        throw new InputError(`${file}: ${reason.replace(ENGINE_WORDS, LINE)}`);
      }
    },
  };
}
