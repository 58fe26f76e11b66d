import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml, parseAllDocuments } from 'yaml';
import {
  HOSTILE_TEXTS,
  hostileText,
  printableHostileText,
} from '../../__testUtils__/hostileText';
import { ESCAPING_FILTERS } from '.';

const { yaml, toml, py, md } = ESCAPING_FILTERS;
const LONE_SURROGATES = ['\ud800', 'a\udc00b', '\udfff\ud800'];
const jsonValue = fc.jsonValue({ maxDepth: 3 });

/** JSON has no negative zero, and Markdown shows none of the difference. */
const withoutNegativeZero = (value: unknown) =>
  JSON.parse(JSON.stringify(value));

describe('every escaping filter', () => {
  it.each(Object.keys(ESCAPING_FILTERS))(
    '%s refuses half a surrogate pair, which no file can hold',
    name => {
      const { write } = ESCAPING_FILTERS[name as keyof typeof ESCAPING_FILTERS];
      for (const text of LONE_SURROGATES) {
        expect(() => write(text)).toThrow('surrogate pair');
      }
    },
  );

  it('writes one line whatever was typed', () => {
    fc.assert(
      fc.property(printableHostileText, text => {
        for (const { write } of Object.values(ESCAPING_FILTERS)) {
          expect(write(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        }
      }),
    );
  });
});

describe('yaml', () => {
  it('comes back as the same text, in the middle of a document', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const source = `before: 1\nvalue: ${yaml.write(text)}\nafter: 2\n`;
        const documents = parseAllDocuments(source);
        expect(documents).toHaveLength(1);
        expect(parseYaml(source)).toEqual({ before: 1, value: text, after: 2 });
        expect(parseYaml(source, { version: '1.1' })).toEqual(
          expect.objectContaining({ value: text }),
        );
      }),
    );
  });

  it('comes back as the same value, keys included', () => {
    fc.assert(
      fc.property(jsonValue, value => {
        const plain = withoutNegativeZero(value);
        expect(parseYaml(`- ${yaml.write(plain)}`)).toEqual([plain]);
      }),
    );
  });

  it('refuses what YAML cannot hold', () => {
    expect(() => yaml.write(undefined)).toThrow('undefined');
    expect(() => yaml.write(Number.NaN)).toThrow('NaN');
  });
});

describe('toml', () => {
  it('comes back as the same text', () => {
    fc.assert(
      fc.property(hostileText, text => {
        expect(
          parseToml(`before = 1\nvalue = ${toml.write(text)}\nafter = 2\n`),
        ).toEqual({ before: 1, value: text, after: 2 });
      }),
    );
  });

  it('writes strings only', () => {
    expect(() => toml.write(['a'])).toThrow('strings');
  });
});

describe('md', () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  // No common host of Markdown links a bare "values.name".
  markdown.linkify.set({ fuzzyLink: false });

  /** What a reader sees of a rendered block: its text, with the entities resolved. */
  function readText(source: string): { tags: string[]; text: string } {
    const tokens = markdown.parse(source, {});
    const inline = tokens.filter(token => token.type === 'inline');
    return {
      tags: [
        ...tokens.map(token => token.tag),
        ...inline.flatMap(token =>
          (token.children ?? []).map(child => child.tag),
        ),
      ].filter(Boolean),
      text: inline
        .flatMap(token => token.children ?? [])
        .map(child => child.content)
        .join(''),
    };
  }

  it.each([
    ['a paragraph', (text: string) => text, ['p', 'p']],
    ['a heading', (text: string) => `# ${text}`, ['h1', 'h1']],
    [
      'a list item',
      (text: string) => `- ${text}`,
      ['ul', 'li', 'p', 'p', 'li', 'ul'],
    ],
  ])('is shown as it was typed in %s', (_place, build, tags) => {
    fc.assert(
      fc.property(
        printableHostileText.filter(text => text !== ''),
        text => {
          expect(readText(build(md.write(text)))).toEqual({ tags, text });
        },
      ),
    );
  });

  it('stays in its table cell', () => {
    fc.assert(
      fc.property(
        printableHostileText.filter(text => text.trim() !== ''),
        text => {
          const source = `| a | b |\n| --- | --- |\n| ${md.write(text)} | end |\n`;
          const cells = markdown
            .parse(source, {})
            .filter(token => token.type === 'inline')
            .map(token => (token.children ?? []).map(c => c.content).join(''));
          expect(cells).toEqual(['a', 'b', text, 'end']);
        },
      ),
    );
  });

  it('keeps ordinary words readable in the source', () => {
    expect(md.write("Churn-scoring: the model's API (v2), 99.9 %")).toBe(
      "Churn-scoring: the model's API (v2), 99.9 %",
    );
  });

  it('refuses control characters by their code', () => {
    expect(() => md.write('a\u0000b')).toThrow('U+0000');
  });
});

describe('py', () => {
  const hasPython = spawnSync('python3', ['--version']).status === 0;

  function evaluate(sources: string[]): unknown {
    const program =
      'import ast, json, sys\n' +
      'print(json.dumps([ast.literal_eval(s) for s in json.load(sys.stdin)]))';
    const { stdout, stderr, status } = spawnSync('python3', ['-c', program], {
      input: JSON.stringify(sources),
      encoding: 'utf-8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) {
      throw new Error(stderr);
    }
    return JSON.parse(stdout);
  }

  const itWithPython = hasPython ? it : it.skip;
  itWithPython('is the same value to Python', () => {
    const values = [
      ...HOSTILE_TEXTS,
      ...fc.sample(hostileText, 300),
      ...fc.sample(jsonValue, 300).map(withoutNegativeZero),
    ];
    // eslint-disable-next-line jest/no-standalone-expect -- the rule does not know itWithPython
    expect(evaluate(values.map(py.write))).toEqual(values);
  });

  it('writes what Python calls the things that JSON has', () => {
    expect(py.write({ a: [true, false, null, 1.5, 'x"y'] })).toBe(
      '{"a": [True, False, None, 1.5, "x\\"y"]}',
    );
  });
});
