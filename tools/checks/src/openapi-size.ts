import { readOpenApiDocument } from './openapi-document.ts';

/** Size of the gateway's OpenAPI document, in kB. */
export async function measureOpenApi(): Promise<number> {
  return Math.ceil(Buffer.byteLength(await readOpenApiDocument()) / 1000);
}
