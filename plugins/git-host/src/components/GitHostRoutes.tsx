import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { RepositoryListPage } from './RepositoryListPage/RepositoryListPage';
import { RepositoryPage } from './RepositoryPage/RepositoryPage';

/** Which address shows what. */
export function GitHostRoutes() {
  return (
    <Routes>
      <Route index element={<RepositoryListPage />} />
      <Route path=":owner/:name">
        <Route index element={<RepositoryPage view="tree" />} />
        <Route path="tree/:ref/*" element={<RepositoryPage view="tree" />} />
        <Route path="blob/:ref/*" element={<RepositoryPage view="blob" />} />
        <Route
          path="commits/:ref"
          element={<RepositoryPage view="commits" />}
        />
      </Route>
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
