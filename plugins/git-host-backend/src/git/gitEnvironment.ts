/**
 * Settings of every Git process of the host. They rank above the configuration
 * of a repository, the user and the machine, so nothing that lies on the disk
 * can loosen them.
 */
const SETTINGS: Record<string, string> = {
  // Folders may belong to another user than the process, as on mounted volumes.
  'safe.directory': '*',
  // No hook can exist below a device.
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.logAllRefUpdates': 'false',
  'core.protectHFS': 'true',
  'core.protectNTFS': 'true',
  'core.quotePath': 'false',
  'init.templateDir': '',
  'init.defaultBranch': 'main',
  'credential.helper': '',
  // The host never speaks to another one.
  'protocol.allow': 'never',
  'submodule.recurse': 'false',
  'fetch.recurseSubmodules': 'false',
  'transfer.fsckObjects': 'true',
  // Only the program that keeps packs names the limit that a push exceeds.
  'receive.unpackLimit': '1',
  'receive.autogc': 'false',
  'gc.auto': '6700',
  'gc.autoDetach': 'false',
  'maintenance.auto': 'false',
  'uploadpack.allowFilter': 'true',
  'pack.threads': '2',
  'pack.windowMemory': '64m',
};

/**
 * The environment of a Git process: nothing is inherited but where programs
 * are found, and no configuration file of user or machine is read.
 */
export function buildGitEnvironment(
  settings: Record<string, string> = {},
): Record<string, string> {
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    GIT_DEFAULT_HASH: 'sha1',
  };
  const all = Object.entries({ ...SETTINGS, ...settings });
  env.GIT_CONFIG_COUNT = String(all.length);
  all.forEach(([key, value], i) => {
    env[`GIT_CONFIG_KEY_${i}`] = key;
    env[`GIT_CONFIG_VALUE_${i}`] = value;
  });
  return env;
}
