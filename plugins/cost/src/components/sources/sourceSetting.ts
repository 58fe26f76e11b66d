/** What an operator adds to the app-config to have costs read. */
export const SOURCE_SETTING = `cost:
  sources:
    - id: cloud
      folder: /path/to/the/exports`;
