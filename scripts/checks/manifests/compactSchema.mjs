const ANNOTATIONS = new Set([
  'default',
  'description',
  'example',
  'examples',
  'externalDocs',
  'title',
]);
const SHARED_FROM_CHARACTERS = 200;

/** Go's `(?i)` is not known to ECMAScript; each letter stands for both of its forms instead. */
function translatePattern(pattern) {
  return pattern.includes('(?i)')
    ? pattern
        .replace('(?i)', '')
        .replace(/[a-z]/gi, one => `[${one.toLowerCase()}${one.toUpperCase()}]`)
    : pattern;
}

/** How JSON Schema says what OpenAPI says in its own words. */
function translate(node) {
  if (node['x-kubernetes-int-or-string'] || node.format === 'int-or-string') {
    const { pattern } = node;
    return {
      anyOf: [
        { type: 'integer' },
        pattern ? { type: 'string', pattern } : { type: 'string' },
      ],
    };
  }
  const schema = {};
  for (const [key, value] of Object.entries(node)) {
    if (
      ANNOTATIONS.has(key) ||
      key.startsWith('x-') ||
      key === 'format' ||
      key === 'nullable'
    ) {
      continue;
    }
    if (key === 'pattern') {
      schema.pattern = translatePattern(value);
    } else if (key === 'properties') {
      schema.properties = Object.fromEntries(
        Object.entries(value).map(([name, child]) => [name, translate(child)]),
      );
    } else if (key === 'items' || key === 'not') {
      schema[key] = translate(value);
    } else if (key === 'additionalProperties' && typeof value === 'object') {
      schema[key] = translate(value);
    } else if (['allOf', 'anyOf', 'oneOf'].includes(key)) {
      // Branches only add demands; which fields there are is said beside them.
      schema[key] = value.map(child => openBranch(translate(child)));
    } else {
      schema[key] = value;
    }
  }
  if (
    schema.properties &&
    schema.additionalProperties === undefined &&
    !node['x-kubernetes-preserve-unknown-fields']
  ) {
    schema.additionalProperties = false;
  }
  if (node.nullable && typeof schema.type === 'string') {
    schema.type = [schema.type, 'null'];
  }
  return schema;
}

function openBranch(schema) {
  const { additionalProperties, ...rest } = schema;
  if (rest.properties) {
    rest.properties = Object.fromEntries(
      Object.entries(rest.properties).map(([name, child]) => [
        name,
        openBranch(child),
      ]),
    );
  }
  return rest;
}

/** Moves what occurs more than once into `definitions`, largest first. */
function share(schema) {
  const counts = new Map();
  const count = node => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    if (!Array.isArray(node)) {
      const text = JSON.stringify(node);
      if (text.length >= SHARED_FROM_CHARACTERS && (node.type || node.anyOf)) {
        counts.set(text, (counts.get(text) ?? 0) + 1);
        if (counts.get(text) > 1) {
          return;
        }
      }
    }
    Object.values(node).forEach(count);
  };
  count(schema);
  const names = new Map();
  for (const [text, times] of counts) {
    if (times > 1) {
      names.set(text, `d${names.size}`);
    }
  }
  const replace = (node, isDefinition = false) => {
    if (typeof node !== 'object' || node === null) {
      return node;
    }
    if (Array.isArray(node)) {
      return node.map(child => replace(child));
    }
    const name = isDefinition ? undefined : names.get(JSON.stringify(node));
    if (name) {
      return { $ref: `#/definitions/${name}` };
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, replace(child)]),
    );
  };
  const definitions = Object.fromEntries(
    [...names].map(([text, name]) => [name, replace(JSON.parse(text), true)]),
  );
  const shared = replace(schema, true);
  return names.size > 0 ? { ...shared, definitions } : shared;
}

/**
 * One self-contained, strict JSON schema of a kind: fields that nobody declared
 * are refused, and what is for reading only is left out.
 */
export function compactSchema(openApi, { apiVersion, kind, metadata }) {
  const schema = translate(openApi);
  schema.properties.apiVersion = { const: apiVersion };
  schema.properties.kind = { const: kind };
  schema.properties.metadata = {
    ...translate(metadata),
    required: ['name'],
  };
  delete schema.properties.status;
  schema.required = [
    ...new Set([
      'apiVersion',
      'kind',
      'metadata',
      ...(schema.required ?? []).filter(field => field !== 'status'),
    ]),
  ];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...share(schema),
  };
}
