import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { BREAKOUT_TEXTS } from './__testUtils__/breakoutTexts';
import {
  Form,
  accepts,
  chooseDefaults,
  chooseMarkedTexts,
  chooseMinimal,
  listChoices,
  readForm,
  shapeText,
} from './__testUtils__/formChoices';
import { hostileText } from './__testUtils__/hostileText';
import { readGenerated, replaceMarks } from './__testUtils__/readGenerated';
import { PROVENANCE_PATH } from './render/buildProvenance';
import { Template, readTemplate } from './testing/readTemplate';
import {
  GeneratedFile,
  findParameterErrors,
  renderTemplate,
} from './testing/renderTemplate';

const TEMPLATES = resolvePackagePath(
  '@plumbline/backstage-plugin-scaffolder-backend-module-road',
  '../../templates',
);
const offered: { spec: { targets: string[] } } = parse(
  readFileSync(join(TEMPLATES, 'all.yaml'), 'utf-8'),
);
const names = offered.spec.targets.map(target => dirname(target).slice(2));

const LEFTOVER =
  /\$\{\{-?\s*(values|parameters)\b|\{%|undefined|\[object Object\]/;
const hasPython = spawnSync('python3', ['--version']).status === 0;

jest.setTimeout(180_000);

/** Bytes as a string: comparing buffers element by element takes minutes here. */
function readBytes(file: GeneratedFile): string {
  return file.content.toString('latin1');
}

/** Everything a template made, in one map. */
async function generate(
  template: string,
  parameters: JsonObject,
): Promise<Map<string, GeneratedFile>> {
  const { files, gitopsFiles } = await renderTemplate({ template, parameters });
  return new Map([
    ...[...files].map(([path, file]) => [`repository/${path}`, file] as const),
    ...[...gitopsFiles].map(
      ([path, file]) => [`gitops/${path}`, file] as const,
    ),
  ]);
}

function assertPythonParses(files: Map<string, GeneratedFile>): void {
  const sources = [...files]
    .filter(([path]) => path.endsWith('.py'))
    .map(([path, file]) => [path, file.content.toString('utf-8')]);
  const program =
    'import ast, json, sys\n' +
    'for path, source in json.load(sys.stdin): ast.parse(source, path)';
  const { status, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(sources),
    encoding: 'utf-8',
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
}

function assertProvenance(files: Map<string, GeneratedFile>): void {
  const path = [...files.keys()].find(key => key.endsWith(PROVENANCE_PATH));
  const root = path!.slice(0, -PROVENANCE_PATH.length);
  const { files: hashes } = JSON.parse(files.get(path!)!.content.toString());
  const actual = [...files]
    .filter(([key]) => key.startsWith(root) && key !== path)
    .map(([key, file]) => [
      key.slice(root.length),
      createHash('sha256').update(file.content).digest('hex'),
    ]);
  expect(hashes).toEqual(Object.fromEntries(actual));
}

describe.each(names)('the template %s', name => {
  let template: Template;
  let form: Form;

  beforeAll(async () => {
    template = await readTemplate(TEMPLATES, name);
    form = readForm(template);
  });

  it('renders every choice of its form into files that their programs can read', async () => {
    const seen = new Set<string>();
    for (const parameters of listChoices(template, form)) {
      const files = await generate(name, parameters);
      expect(files.size).toBeGreaterThan(0);
      for (const [path, file] of files) {
        const key = `${path}\0${readBytes(file)}`;
        if (seen.has(key)) {
          continue;
        }
        seen.add(key);
        readGenerated(path, file);
        const leftover = file.content.toString('utf-8').match(LEFTOVER);
        expect([path, leftover?.[0]]).toEqual([path, undefined]);
      }
      assertProvenance(files);
    }
  });

  it('offers at least the least and the defaults', () => {
    for (const choose of [chooseMinimal, chooseDefaults]) {
      expect(findParameterErrors(template, choose(template, form))).toEqual([]);
    }
  });

  (hasPython ? it : it.skip)('writes Python that parses', async () => {
    assertPythonParses(await generate(name, chooseDefaults(template, form)));
  });

  it('makes the same bytes again', async () => {
    const parameters = chooseDefaults(template, form);
    const first = await generate(name, parameters);
    const second = await generate(name, parameters);
    const read = (files: Map<string, GeneratedFile>) =>
      [...files].map(([path, file]) => [
        path,
        file.isExecutable,
        readBytes(file),
      ]);
    expect(read(second)).toEqual(read(first));
  });

  describe('with hostile text in its form', () => {
    let marked: JsonObject;
    let texts: ReturnType<typeof chooseMarkedTexts>;
    let before: Map<string, { file: GeneratedFile; value: unknown }>;

    beforeAll(async () => {
      texts = chooseMarkedTexts(template, form);
      marked = { ...chooseDefaults(template, form) };
      for (const [property, { text }] of texts) {
        marked[property] = shapeText(form.properties.get(property)!, text);
      }
      const files = await generate(name, marked);
      before = new Map(
        [...files].map(([path, file]) => [
          path,
          { file, value: readGenerated(path, file) },
        ]),
      );
    });

    /**
     * Puts hostile text into every field that takes it. What comes out must be
     * what the marked text gave with nothing but the marks replaced: the same
     * files, the same documents, the same values. Answers what is not.
     */
    async function findDifferences(chooseText: (property: string) => string) {
      const parameters = { ...marked };
      const replacements: [string, string][] = [];
      for (const [property, { text, mark }] of texts) {
        const typed = chooseText(property);
        const value = shapeText(form.properties.get(property)!, typed);
        // An empty field is a field that was left out: a different repository.
        if (typed !== '' && accepts(template, marked, property, value)) {
          parameters[property] = value;
          replacements.push([text, typed]);
          // A part of the field, such as the name in an entity ref, may be used alone.
          const prefix = text.indexOf(mark ?? text);
          if (mark && prefix > 0 && typed.startsWith(text.slice(0, prefix))) {
            const rest = text.length - prefix - mark.length;
            replacements.push([mark, typed.slice(prefix, typed.length - rest)]);
          }
        }
      }
      const files = await generate(name, parameters);
      const differences = [...before].flatMap(([path, { file, value }]) => {
        const target = String(replaceMarks(path, replacements));
        const after = files.get(target);
        const isTouched = replacements.some(([mark]) =>
          file.content.includes(mark),
        );
        const expected = isTouched
          ? replaceMarks(value, replacements)
          : readBytes(file);
        const says =
          after && (isTouched ? readGenerated(path, after) : readBytes(after));
        files.delete(target);
        return isDeepStrictEqual(says, expected)
          ? []
          : [{ target, says, expected }];
      });
      return [...differences, ...files.keys()];
    }

    it.each(BREAKOUT_TEXTS.map(text => [text.slice(0, 60), text]))(
      'refuses or keeps %j',
      async (_shown, text) => {
        expect(await findDifferences(() => text)).toEqual([]);
      },
    );

    it('refuses or keeps whatever else is typed', async () => {
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(hostileText), async stream => {
          const differences = await findDifferences(() => stream.next().value);
          expect(differences).toEqual([]);
        }),
        { numRuns: 12 },
      );
    });
  });
});
