export { type OpenApiDocument, openApiDocument } from './document.ts';
export { docsPage } from './page.ts';
