import { JsonObject, JsonValue } from '@backstage/types';
import { Template } from '../testing/readTemplate';
import { findParameterErrors } from '../testing/renderTemplate';

type Property = JsonObject & { type?: string; items?: JsonObject };

/** What a person may fill in, over all pages and conditional parts of a form. */
export interface Form {
  properties: Map<string, Property>;
  required: string[];
}

function collect(schema: JsonObject, form: Form): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const known = form.properties.get(name);
    // A conditional part repeats the property that it depends on, narrowed down.
    if (!known && (property as Property).type !== 'null') {
      form.properties.set(name, property as Property);
    }
  }
  form.required.push(...((schema.required ?? []) as string[]));
  for (const dependency of Object.values(schema.dependencies ?? {})) {
    const parts = ((dependency as JsonObject).oneOf ?? []) as JsonObject[];
    parts.forEach(part => collect({ ...part, required: [] }, form));
  }
}

/** Reads the form of a template. */
export function readForm(template: Template): Form {
  const form: Form = { properties: new Map(), required: [] };
  template.parameters.forEach(page => collect(page, form));
  return form;
}

/** Whether the form takes a value for one property, leaving the others aside. */
export function accepts(
  template: Template,
  base: JsonObject,
  name: string,
  value: JsonValue,
): boolean {
  return findParameterErrors(template, { ...base, [name]: value }).length === 0;
}

/** Texts with a mark in them that appears nowhere else, one for each kind of field. */
function listMarkedTexts(mark: string): string[] {
  return [
    `${mark}`,
    `group:default/${mark}`,
    `user:default/${mark}`,
    `system:default/${mark}`,
    `${mark}@example.com`,
    `${mark}.example.com`,
    `https://${mark}.example.com`,
  ];
}

/** Values for what has no mark in it: amounts and schedules. */
const PLAIN_TEXTS = ['800', '0 3 * * *'];
const HOSTS = ['plumbline', 'github.com', 'gitlab.com', 'gitea.example.com'];

/** Whether a property is text that a person types, rather than a choice. */
function isTyped(property: Property): boolean {
  const schema = property.type === 'array' ? property.items! : property;
  return (
    schema.type === 'string' &&
    schema.enum === undefined &&
    property['ui:field'] !== 'HostPicker'
  );
}

/** Wraps a text as the property wants it. */
export function shapeText(property: Property, text: string): JsonValue {
  return property.type === 'array' ? [text] : text;
}

/**
 * A text for every typed property, each with its own mark. The properties that
 * no mark fits in have a plain text.
 */
export function chooseMarkedTexts(
  template: Template,
  form: Form,
): Map<string, { text: string; mark?: string }> {
  const chosen = new Map<string, { text: string; mark?: string }>();
  [...form.properties].forEach(([name, property], index) => {
    if (!isTyped(property)) {
      return;
    }
    const mark = `zq${index}x`;
    const marked = listMarkedTexts(mark);
    const text = [...marked, ...PLAIN_TEXTS].find(candidate =>
      template.parameters.every(page => {
        const errors = findParameterErrors(
          { ...template, parameters: [{ ...page, required: [] }] },
          { [name]: shapeText(property, candidate) },
        );
        return errors.length === 0;
      }),
    );
    if (text === undefined) {
      throw new Error(
        `${template.metadata.name}: no sample text fits the property "${name}"; add one to ${__filename}`,
      );
    }
    chosen.set(name, { text, ...(marked.includes(text) && { mark }) });
  });
  return chosen;
}

/** The least that the form takes. */
export function chooseMinimal(template: Template, form: Form): JsonObject {
  const texts = chooseMarkedTexts(template, form);
  return Object.fromEntries(
    form.required.map(name => {
      const property = form.properties.get(name)!;
      const value =
        property.default ??
        (texts.has(name)
          ? shapeText(property, texts.get(name)!.text)
          : listValues(property)[0]);
      return [name, value];
    }),
  );
}

/** What the form sends when only the required fields are filled in. */
export function chooseDefaults(template: Template, form: Form): JsonObject {
  const defaults = [...form.properties]
    .filter(([, property]) => property.default !== undefined)
    .map(([name, property]) => [name, property.default!] as const);
  return {
    ...chooseMinimal(template, form),
    ...Object.fromEntries(defaults),
  };
}

/** Every value that a choice offers; for many-of-many each alone and all. */
function listValues(property: Property): JsonValue[] {
  if (property['ui:field'] === 'HostPicker') {
    return HOSTS;
  }
  if (property.type === 'boolean') {
    return [false, true];
  }
  if (property.type === 'integer' || property.type === 'number') {
    return [property.minimum, property.maximum].filter(
      (value): value is number => typeof value === 'number',
    );
  }
  if (property.type === 'array') {
    const items = (property.items?.enum ?? []) as JsonValue[];
    return [...items.map(item => [item]), items];
  }
  return (property.enum ?? []) as JsonValue[];
}

/**
 * Few runs that together make every choice of the form: in run i every property
 * has its i-th value. They go round twice, shifted against each other, so that a
 * value does not meet the same company again.
 */
export function listChoices(template: Template, form: Form): JsonObject[] {
  const texts = chooseMarkedTexts(template, form);
  const choices = [...form.properties].map(([name, property]) => ({
    name,
    values: texts.has(name)
      ? [shapeText(property, texts.get(name)!.text)]
      : listValues(property),
  }));
  const rounds = Math.max(...choices.map(({ values }) => values.length));
  const runs = Array.from({ length: 2 * rounds }, (_, run) => {
    const chosen = choices.map(({ name, values }, index) => {
      const shift = run < rounds ? 0 : index;
      return [name, values[(run + shift) % values.length]] as const;
    });
    return Object.fromEntries(
      chosen.filter(([, value]) => value !== undefined),
    );
  });
  return [
    chooseMinimal(template, form),
    chooseDefaults(template, form),
    ...runs.filter(
      parameters => findParameterErrors(template, parameters).length === 0,
    ),
  ];
}
