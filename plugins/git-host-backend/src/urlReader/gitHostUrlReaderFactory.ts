import {
  ReaderFactory,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { readBaseUrls, readDirectory } from '../config';
import { isHostedAddress } from '../domain/readAddress';
import { GitProgram } from '../git/GitProgram';
import { GitReader } from '../git/GitReader';
import { RepositoryFolders } from '../git/RepositoryFolders';
import { GitHostUrlReader } from './GitHostUrlReader';

const createReaders: ReaderFactory = ({ config, treeResponseFactory }) => {
  const baseUrls = readBaseUrls(config);
  const reader = new GitHostUrlReader({
    baseUrls,
    folders: new RepositoryFolders(readDirectory(config)),
    reader: new GitReader(new GitProgram()),
    treeResponseFactory,
  });
  return [{ reader, predicate: url => isHostedAddress(url, baseUrls) }];
};

/**
 * Teaches every backend plugin to read the addresses of the embedded Git host:
 * `backend.add(gitHostUrlReaderFactory)`.
 *
 * @public
 */
export const gitHostUrlReaderFactory = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: {},
  factory: () => createReaders,
});
