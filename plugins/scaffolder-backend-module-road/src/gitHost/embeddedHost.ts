/** The name of the embedded Git host in forms and step inputs. */
export const EMBEDDED_HOST = 'plumbline';
/** The branch that generated repositories start with. */
export const DEFAULT_BRANCH = 'main';
/** Where a repository describes itself for the catalog. */
export const CATALOG_INFO = 'catalog-info.yaml';
