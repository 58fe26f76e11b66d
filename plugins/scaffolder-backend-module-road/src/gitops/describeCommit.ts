import { SerializedFile } from '@backstage/plugin-scaffolder-node';
import { RoadConfig } from '../config';
import { CATALOG_INFO, buildPageUrl } from '../gitHost/embeddedHost';
import { GitopsResult } from './GitopsCommitter';

/** Where the files of a commit to the embedded GitOps repository are found. */
export function describeCommit(options: {
  road: RoadConfig;
  path: string;
  files: SerializedFile[];
  changed: boolean;
}): GitopsResult {
  const { road, path, files, changed } = options;
  const describesItself = files.some(file => file.path === CATALOG_INFO);
  return {
    webUrl: buildPageUrl(road, { ...road.gitops, kind: 'tree', path }),
    changed,
    ...(describesItself && {
      catalogInfoUrl: buildPageUrl(road, {
        ...road.gitops,
        kind: 'blob',
        path: `${path}/${CATALOG_INFO}`,
      }),
    }),
  };
}
