export { formatAuthority, listenHttp } from './listen-http.ts';
export { type Html, renderPage } from './page.ts';
export { createSeededRandom, drawInteger, drawItem, type Random } from './seeded-random.ts';
