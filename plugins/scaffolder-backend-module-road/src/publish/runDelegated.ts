import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';

/** Runs another action inside this one, and hands back what it put out. */
export async function runDelegated(
  action: TemplateAction<any, any, any>,
  input: JsonObject,
  ctx: ActionContext<any, any>,
): Promise<Record<string, JsonValue | undefined>> {
  const outputs: Record<string, JsonValue | undefined> = {};
  await action.handler({
    ...ctx,
    input,
    output: (name, value) => {
      outputs[String(name)] = value;
    },
  });
  return outputs;
}
