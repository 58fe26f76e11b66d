/** Names of highlight.js languages by file ending. */
const BY_ENDING = new Map(
  Object.entries({
    bash: 'bash',
    cfg: 'ini',
    conf: 'nginx',
    css: 'css',
    go: 'go',
    hcl: 'ini',
    html: 'xml',
    ini: 'ini',
    java: 'java',
    js: 'javascript',
    json: 'json',
    jsx: 'javascript',
    md: 'markdown',
    mjs: 'javascript',
    njk: 'django',
    py: 'python',
    r: 'r',
    rs: 'rust',
    sh: 'bash',
    sql: 'sql',
    svg: 'xml',
    tf: 'ini',
    toml: 'ini',
    ts: 'typescript',
    tsx: 'typescript',
    xml: 'xml',
    yaml: 'yaml',
    yml: 'yaml',
  }),
);

const BY_NAME = new Map([
  ['dockerfile', 'dockerfile'],
  ['makefile', 'makefile'],
]);

/** The language to highlight a file in; plain text when nobody knows. */
export function languageOf(path: string): string {
  const name = (path.split('/').pop() ?? '').toLowerCase();
  return (
    BY_NAME.get(name) ??
    (name.startsWith('dockerfile') ? 'dockerfile' : undefined) ??
    BY_ENDING.get(name.split('.').pop() ?? '') ??
    'text'
  );
}
