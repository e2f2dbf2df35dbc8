import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

const FOLDER = join(import.meta.dirname, '..', '..', 'dashboard', 'dist');
const FILE_WITH_ENDING = /\.[a-z0-9]+$/;

/** Serves the built dashboard; its own page addresses (/studies/…) all lead to its one page. */
export function serveDashboard(app: NestExpressApplication): void {
  app.useStaticAssets(FOLDER);
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !request.path.startsWith('/api') && !FILE_WITH_ENDING.test(request.path);
    if (isPage) response.sendFile(join(FOLDER, 'index.html'));
    else next();
  });
}
