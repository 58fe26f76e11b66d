import { JsonObject } from '@backstage/types';

/** The host that needs no integration: the one inside the portal. */
export const EMBEDDED_HOST = 'plumbline';

/**
 * Everything that was typed so far, over all steps of the form: the stepper
 * passes it on as context, a field's own props only hold its own value.
 */
export function readFormValues(formContext: unknown): JsonObject {
  if (
    typeof formContext === 'object' &&
    formContext !== null &&
    'formData' in formContext &&
    typeof formContext.formData === 'object' &&
    formContext.formData !== null
  ) {
    return formContext.formData as JsonObject;
  }
  return {};
}
