import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRules } from './readRules';

const RULE = '{ id: shop, match: { namespace: shop }, entity: component:shop }';

describe('readRules', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-rules-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const read = async (text: string) => {
    const file = join(folder, 'rules.yaml');
    await writeFile(file, text);
    return readRules(file);
  };

  it('takes what a resource says of itself where no file is named', async () => {
    const { rules, sharing } = await readRules(undefined);
    expect(rules.map(({ id }) => id)).toContain('plumbline:entity-tag');
    expect(sharing).toBeUndefined();
  });

  it.each([
    ['a list', `- ${RULE}`],
    ['the key attribution', `attribution:\n  - ${RULE}`],
  ])('reads %s', async (_, text) => {
    expect(await read(text)).toMatchObject({
      rules: [{ id: 'shop', entity: 'component:default/shop' }],
    });
  });

  it('reads policies beside, or alone', async () => {
    const { rules, sharing } = await read('sharing: { idle: { split: even } }');
    expect(sharing?.idle).toEqual({ split: 'even' });
    expect(rules.map(({ id }) => id)).toContain('plumbline:entity-tag');
  });

  it.each([
    ['nothing', ' \n', 'is empty'],
    ['text', 'rules', 'must be a list of rules'],
    ['another key', 'rules: []', 'unknown key "rules"'],
    ['no YAML', 'attribution: [', 'line 1: is not valid YAML'],
    [
      'a rule without a target',
      'attribution: [{ id: a }]',
      'attribution: rule 1 (a): must book to exactly one',
    ],
    [
      'a policy of its own',
      'sharing: { idle: { split: fair } }',
      'sharing, idle',
    ],
    [
      'a bomb',
      `a: &a [x,x,x,x,x,x,x,x]\nb: &b [${Array(20).fill('*a')}]\nattribution: [${Array(20).fill('*b')}]`,
      'rules.yaml',
    ],
  ])('refuses %s by name', async (_, text, reason) => {
    await expect(read(text)).rejects.toThrow(reason);
    await expect(read(text)).rejects.toThrow('--rules');
  });
});
