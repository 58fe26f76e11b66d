import { toMarkdown } from './md';
import { toPython } from './py';
import { toToml } from './toml';
import { toYaml } from './yaml';

/** How a value is written so that it cannot break out of the file it lands in. */
export const ESCAPING_FILTERS = {
  yaml: {
    description: 'Writes a value as one YAML flow node; strings are quoted.',
    write: toYaml,
  },
  toml: {
    description: 'Writes a string as a TOML basic string.',
    write: toToml,
  },
  py: {
    description: 'Writes a value as a Python literal.',
    write: toPython,
  },
  md: {
    description: 'Writes text so that Markdown shows it as it was typed.',
    write: toMarkdown,
  },
} as const;
