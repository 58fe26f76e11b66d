import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  SkeletonRenderer,
  createSkeletonRenderer,
} from '../templating/renderSkeleton';
import { PartFile, readPart } from './readPart';

/** One generated file. */
export interface RenderedFile {
  /** Relative to the target, with `/`. */
  path: string;
  content: Buffer;
  isExecutable: boolean;
}

const SKELETON = '.njk';
const MAX_BYTES = 20 * 1024 * 1024;

function decodeUtf8(content: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      content,
    );
  } catch {
    throw new InputError(
      `${file}: a ${SKELETON} file must be UTF-8 text; give a binary file its own name without ${SKELETON}`,
    );
  }
}

function renderPath(
  renderer: SkeletonRenderer,
  path: string,
  file: string,
): string {
  return path
    .split('/')
    .map(segment => {
      const name = renderer.renderText(segment, file);
      if (
        name === '' ||
        name === '.' ||
        name === '..' ||
        name.toLowerCase() === '.git' ||
        /[/\\\p{C}]/u.test(name)
      ) {
        throw new InputError(
          `${file}: "${segment}" would become ${JSON.stringify(name)}, which is not the name of a file`,
        );
      }
      return name;
    })
    .join('/');
}

function renderFile(
  renderer: SkeletonRenderer,
  part: string,
  source: PartFile,
): RenderedFile {
  const file = `${part}/${source.path}`;
  const isSkeleton = source.path.endsWith(SKELETON);
  const path = renderPath(
    renderer,
    isSkeleton ? source.path.slice(0, -SKELETON.length) : source.path,
    file,
  );
  return {
    path,
    isExecutable: source.isExecutable,
    content: isSkeleton
      ? Buffer.from(renderer.renderText(decodeUtf8(source.content, file), file))
      : source.content,
  };
}

/**
 * Renders parts in the order given. Of two parts with the same file the later
 * one wins; two files of one part must not become the same.
 */
export async function renderParts(options: {
  templatesDirectory: string;
  parts: string[];
  values: JsonObject;
}): Promise<RenderedFile[]> {
  const renderer = createSkeletonRenderer(options.values);
  const rendered = new Map<string, RenderedFile>();
  for (const part of options.parts) {
    const own = new Set<string>();
    for (const source of await readPart(options.templatesDirectory, part)) {
      const file = renderFile(renderer, part, source);
      if (own.has(file.path)) {
        throw new InputError(
          `${part}: two files would become "${file.path}"; one of them is ${source.path}`,
        );
      }
      own.add(file.path);
      rendered.set(file.path, file);
    }
  }
  const bytes = [...rendered.values()].reduce(
    (sum, file) => sum + file.content.length,
    0,
  );
  if (bytes > MAX_BYTES) {
    throw new InputError(
      `${options.parts.join(', ')}: the result would be ${bytes} bytes, more than ${MAX_BYTES}`,
    );
  }
  return [...rendered.values()];
}
