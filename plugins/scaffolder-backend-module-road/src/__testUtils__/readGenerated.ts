import MarkdownIt from 'markdown-it';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { PROVENANCE_PATH } from '../render/buildProvenance';
import { GeneratedFile } from '../testing/renderTemplate';

const markdown = new MarkdownIt({ html: true });

/** YAML as the two generations of parsers understand it: `on` is a word in one and true in the other. */
function readYaml(text: string, path: string): unknown {
  return (['1.2', '1.1'] as const).map(version =>
    parseAllDocuments(text, { version, logLevel: 'error' }).map(document => {
      if (document.errors.length > 0) {
        throw new Error(`${path} (YAML ${version}): ${document.errors[0]}`);
      }
      return document.toJS();
    }),
  );
}

/** The blocks of a text, and what a reader sees in each. */
function readMarkdown(text: string): unknown {
  return markdown.parse(text, {}).map(token => ({
    type: token.type,
    tag: token.tag,
    code: token.children ? '' : token.content,
    inline: (token.children ?? []).map(child => [child.type, child.attrs]),
    text: (token.children ?? []).map(child => child.content).join(''),
  }));
}

/** The lines of a program; of a line that gives a name a text, the text that it is. */
function readPython(text: string): unknown {
  return text.split('\n').map(line => {
    const [, start, literal] = line.match(/^(.* = )(".*")$/) ?? [];
    try {
      return literal
        ? [start, JSON.parse(literal.replace(/\\U[0-9A-F]{8}/g, toJsonEscape))]
        : line;
    } catch {
      return line;
    }
  });
}

function toJsonEscape(escape: string): string {
  const char = String.fromCodePoint(Number.parseInt(escape.slice(2), 16));
  return JSON.stringify(char).slice(1, -1);
}

/** The hashes say something about other files; the rest is about this one. */
function readProvenance(text: string): unknown {
  const { files, ...rest } = JSON.parse(text);
  return { ...rest, files: Object.keys(files) };
}

/** What a generated file says to the program that reads it; throws when it says nothing. */
export function readGenerated(path: string, file: GeneratedFile): unknown {
  const text = file.content.toString('utf-8');
  if (path === PROVENANCE_PATH || path.endsWith(`/${PROVENANCE_PATH}`)) {
    return readProvenance(text);
  }
  const extension = path.slice(path.lastIndexOf('.') + 1);
  try {
    switch (extension) {
      case 'yaml':
      case 'yml':
        return readYaml(text, path);
      case 'json':
        return JSON.parse(text);
      case 'toml':
        return parseToml(text);
      case 'py':
        return readPython(text);
      case 'md':
        return readMarkdown(text);
      default:
        return text.split('\n');
    }
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error}\n${text}`);
  }
}

/** Replaces marks in every text and key of a value that was read. */
export function replaceMarks(
  value: unknown,
  replacements: [mark: string, text: string][],
): unknown {
  if (typeof value === 'string') {
    return replacements.reduce(
      (text, [mark, replacement]) => text.replaceAll(mark, () => replacement),
      value,
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => replaceMarks(item, replacements));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        replaceMarks(key, replacements),
        replaceMarks(item, replacements),
      ]),
    );
  }
  return value;
}
